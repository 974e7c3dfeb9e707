namespace Flux.Documents;

/// <summary>Where documents are kept.</summary>
public sealed class DocumentOptions
{
    /// <summary>Folder of the suite's files; created (0700) when missing. Default: <c>.flux</c> in the working directory, configuration key <c>data</c> (<c>--data</c>).</summary>
    public string DataDirectory { get; set; } = ".flux";

    /// <summary>
    /// Connection string of MongoDB (mongodb://USER:PASSWORD@HOST:PORT/DATABASE?OPTIONS), configuration key <c>Mongodb</c> (FLUX_MONGODB). Default: none, documents are in SQLite.
    /// </summary>
    public string? MongoDb { get; set; }

    /// <summary>Name of the service's file in the folder; on MongoDB its name without extension ends the database's.</summary>
    public string FileName { get; set; } = "documents.db";

    /// <summary>Largest document in bytes of JSON. Default: 16 MiB.</summary>
    public int MaxDocumentBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How long a write waits for another process that holds the file. Default: 10 s.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Most pages of 4 KiB that the file may have, to keep it from filling the disk. Default: no limit.</summary>
    public int? MaxPages { get; set; }
}
