namespace Awoooi.Core.Settings;

/// <summary>The app cannot start; the message is for the person at the console and says what to do.</summary>
public sealed class StartException : Exception
{
    public StartException()
    {
    }

    public StartException(string message)
        : base(message)
    {
    }

    public StartException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
