using Microsoft.Data.Sqlite;

namespace Flux.Documents.Sqlite;

/// <summary>SQLite's result codes as the store's exceptions.</summary>
internal static class SqliteErrors
{
    private const int Constraint = 19;

    /// <summary>Name of the violated unique index ("id" for the key), or null when the error is another.</summary>
    public static string? ViolatedIndex(SqliteException error)
    {
        if (error.SqliteErrorCode != Constraint) return null;
        // "UNIQUE constraint failed: elements.i_name"
        var column = error.Message.LastIndexOf(".i_", StringComparison.Ordinal);
        if (column < 0) return Model.CollectionDefinition.IdIndex;
        var name = error.Message[(column + 3)..];
        return name[..name.IndexOf('\'')];
    }

    public static DocumentStoreUnavailableException Translate(SqliteException error, string path) => new(error.SqliteErrorCode switch
    {
        5 or 6 => $"'{path}' is locked by another program: {error.Message} Stop the other program or wait.",
        8 or 14 or 23 => $"'{path}' cannot be written: {error.Message} Check the owner and mode of the file and its folder.",
        10 => $"Reading or writing '{path}' failed: {error.Message} Check the disk.",
        11 or 26 => $"'{path}' is damaged or no database: {error.Message} Restore it from a backup.",
        13 => $"There is no room left for '{path}'. Free disk space and try again; nothing was written.",
        _ => $"The document store failed: {error.Message}",
    }, error);
}
