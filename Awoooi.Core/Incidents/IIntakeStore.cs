namespace Awoooi.Core.Incidents;

/// <summary>Commits batches of deliveries: the alerts, the incidents and the work they cause, in one transaction.</summary>
public interface IIntakeStore
{
    /// <summary>
    /// Receipts in the order of <paramref name="batch"/>; when this returns, everything in them is durable.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached or refuses work; trying again may help.</exception>
    /// <exception cref="DataRefusedException">The database refuses a value of some delivery in the batch.</exception>
    Task<IReadOnlyList<IntakeReceipt>> CommitAsync(IReadOnlyList<Delivery> batch, CancellationToken cancel);
}

/// <summary>The database cannot take work now.</summary>
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException()
    {
    }

    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>A value that the database cannot hold.</summary>
public sealed class DataRefusedException : Exception
{
    public DataRefusedException()
    {
    }

    public DataRefusedException(string message)
        : base(message)
    {
    }

    public DataRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
