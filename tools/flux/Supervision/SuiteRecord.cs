using System.Text.Json;

namespace Flux.Cli.Supervision;

/// <summary>
/// A note in the data directory, there as long as a suite runs on it: other commands find the services by it,
/// and a second suite on the same data is refused.
/// </summary>
/// <param name="Pid">The process that runs the suite.</param>
/// <param name="Addresses">gRPC addresses by app id.</param>
internal sealed record SuiteRecord(int Pid, IReadOnlyDictionary<string, string> Addresses)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The record of a running suite, or null.</summary>
    public static SuiteRecord? Find(string data)
    {
        try
        {
            var record = JsonSerializer.Deserialize<SuiteRecord>(File.ReadAllText(FileOf(data)), _json);
            return record is not null && Signal.Exists(record.Pid) ? record : null;
        }
        catch (Exception error) when (error is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes the record.</summary>
    public void Write(string data) => File.WriteAllText(FileOf(data), JsonSerializer.Serialize(this, _json));

    /// <summary>Removes the record.</summary>
    public static void Remove(string data) => File.Delete(FileOf(data));

    private static string FileOf(string data) => Path.Combine(data, "suite.json");
}
