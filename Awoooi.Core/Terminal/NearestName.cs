namespace Awoooi.Core.Terminal;

/// <summary>Finds the name that somebody meant.</summary>
internal static class NearestName
{
    private const int MostTypos = 3;

    /// <summary>The nearest by typing mistakes (a letter too much, too few, wrong, or swapped); null when none is near.</summary>
    public static string? Of(string typed, IEnumerable<string> names)
    {
        var (name, typos) = names.Select(name => (name, Typos(typed, name))).OrderBy(pair => pair.Item2).FirstOrDefault();
        return name is not null && typos <= Math.Min(MostTypos, (name.Length - 1) / 2) ? name : null;
    }

    private static int Typos(string a, string b)
    {
        // A name is short; what is much longer cannot be near and need not be compared letter by letter.
        if (Math.Abs(a.Length - b.Length) > MostTypos)
        {
            return int.MaxValue;
        }

        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            cost[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            cost[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var same = a[i - 1] == b[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(cost[i - 1, j] + 1, cost[i, j - 1] + 1), cost[i - 1, j - 1] + same);
                cost[i, j] = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] ? Math.Min(best, cost[i - 2, j - 2] + 1) : best;
            }
        }

        return cost[a.Length, b.Length];
    }
}
