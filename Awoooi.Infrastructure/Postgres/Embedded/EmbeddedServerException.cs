namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>The embedded server cannot run; the message tells the operator what stands in the way and what to do.</summary>
public sealed class EmbeddedServerException : Exception
{
    public EmbeddedServerException(string message) : base(message)
    {
    }

    public EmbeddedServerException(string message, Exception inner) : base(message, inner)
    {
    }

    public EmbeddedServerException()
    {
    }
}
