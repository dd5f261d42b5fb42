using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Awoooi.Infrastructure.Postgres.People;

/// <summary>The keys of cookies and forms in the database, so that every replica reads what another wrote.</summary>
internal sealed class DataProtectionKeys(Database database) : IXmlRepository
{
    // The interface is synchronous; keys are read at start and once a day.
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = database.Interactive.CreateCommand("select xml from data_protection_keys order by created_at");
        using var row = command.ExecuteReader();
        var keys = new List<XElement>();
        while (row.Read())
        {
            keys.Add(XElement.Parse(row.GetString(0)));
        }

        return keys;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = database.Interactive.CreateCommand("insert into data_protection_keys (friendly_name, xml, created_at) values ($1, $2, now())")
            .Fill(friendlyName, element.ToString(SaveOptions.DisableFormatting));
        command.ExecuteNonQuery();
    }
}
