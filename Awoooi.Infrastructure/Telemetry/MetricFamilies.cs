using System.Globalization;
using System.Text;
using OpenTelemetry.Metrics;

namespace Awoooi.Infrastructure.Telemetry;

/// <summary>Renders collected metrics as Prometheus text 0.0.4 or OpenMetrics 1.0: one family per name, whatever meter it came from.</summary>
internal sealed class MetricFamilies(bool openMetrics)
{
    private readonly StringBuilder _text = new();

    public string Render(IEnumerable<Metric> metrics)
    {
        foreach (var family in metrics.GroupBy(Name, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Family(family.Key, [.. family]);
        }

        if (openMetrics)
        {
            _text.Append("# EOF\n");
        }

        return _text.ToString();
    }

    private void Family(string name, IReadOnlyList<Metric> metrics)
    {
        var counter = metrics[0].MetricType is MetricType.LongSum or MetricType.DoubleSum;
        var type = counter ? "counter" : metrics[0].MetricType == MetricType.Histogram ? "histogram" : "gauge";
        var header = openMetrics && counter ? name[..^"_total".Length] : name;
        var help = metrics[0].Description is { Length: > 0 } description ? description : metrics[0].Name;
        _text.Append("# HELP ").Append(header).Append(' ').Append(Escape(help, quotes: false)).Append('\n');
        _text.Append("# TYPE ").Append(header).Append(' ').Append(type).Append('\n');
        foreach (var metric in metrics)
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                Point(name, metric, point);
            }
        }
    }

    private void Point(string name, Metric metric, in MetricPoint point)
    {
        var labels = Labels(point);
        switch (metric.MetricType)
        {
            case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                Line(name, labels, null, point.GetSumLong());
                break;
            case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                Line(name, labels, null, point.GetSumDouble());
                break;
            case MetricType.LongGauge:
                Line(name, labels, null, point.GetGaugeLastValueLong());
                break;
            case MetricType.DoubleGauge:
                Line(name, labels, null, point.GetGaugeLastValueDouble());
                break;
            case MetricType.Histogram:
                Histogram(name, labels, point);
                break;
        }
    }

    private void Histogram(string name, string labels, in MetricPoint point)
    {
        long below = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            Line(name + "_bucket", labels, bucket.ExplicitBound, below);
        }

        Line(name + "_sum", labels, null, point.GetHistogramSum());
        Line(name + "_count", labels, null, point.GetHistogramCount());
    }

    private void Line(string name, string labels, double? bound, double value)
    {
        _text.Append(name);
        if (labels.Length > 0 || bound is not null)
        {
            _text.Append('{').Append(labels);
            if (bound is { } limit)
            {
                _text.Append(labels.Length > 0 ? "," : "").Append("le=\"").Append(Number(limit)).Append('"');
            }

            _text.Append('}');
        }

        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Labels(in MetricPoint point)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in point.Tags)
        {
            var name = Clean(tag.Key);
            var value = tag.Value is bool flag ? (flag ? "true" : "false") : Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "";

            // Two tags may become one label once they are cleaned; both values are kept.
            labels[name] = labels.TryGetValue(name, out var earlier) ? $"{earlier};{value}" : value;
        }

        return string.Join(',', labels.Select(label => $"{label.Key}=\"{Escape(label.Value, quotes: true)}\""));
    }

    private static string Name(Metric metric)
    {
        var name = Clean(metric.Name);
        var unit = metric.Unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            "%" => "_percent",
            null or "" or "1" => "",
            ['{', ..] => "",
            _ => "_" + Clean(metric.Unit),
        };
        if (unit.Length > 0 && !name.EndsWith(unit, StringComparison.Ordinal))
        {
            name += unit;
        }

        return metric.MetricType is MetricType.LongSum or MetricType.DoubleSum && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    private static string Clean(string name)
    {
        var clean = string.Create(name.Length, name, static (into, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                into[i] = char.IsAsciiLetterOrDigit(from[i]) ? from[i] : '_';
            }
        });
        return clean.Length > 0 && char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }

    private static string Escape(string text, bool quotes)
    {
        var escaped = text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
