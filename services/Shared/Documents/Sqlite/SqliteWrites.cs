using Flux.Documents.Model;
using Microsoft.Data.Sqlite;

namespace Flux.Documents.Sqlite;

/// <summary>Applies single writes inside the writer's transaction.</summary>
internal static class SqliteWrites
{
    public static void Apply(SqliteSession session, DocumentWrite write)
    {
        if (write.Kind == WriteKind.Require)
        {
            Require(session, write);
            return;
        }

        try
        {
            write.ResultVersion = write.Kind == WriteKind.Delete ? Delete(session, write) : Store(session, write);
        }
        catch (SqliteException error) when (SqliteErrors.ViolatedIndex(error) is { } index)
        {
            throw new DuplicateKeyException(write.Definition.Collection, index, write.Id);
        }

        for (var i = 0; i < write.Definition.Indexes.Count; i++)
        {
            if (write.Definition.Indexes[i] is { Many: true } index)
                WriteMany(session, write.Definition, index, write.Id, write.Kind == WriteKind.Delete ? [] : (object[])write.IndexValues[i]!);
        }
    }

    public static void WriteMany(SqliteSession session, CollectionDefinition definition, IndexDefinition index, string id, object[] values)
    {
        var table = SqliteNames.ManyTable(definition.Collection, index.Name);
        session.Run($"DELETE FROM {table} WHERE id = $0", id);
        foreach (var value in values) session.Run($"INSERT INTO {table} (value, id) VALUES ($0, $1)", value, id);
    }

    private static long Store(SqliteSession session, DocumentWrite write)
    {
        var parameters = new List<object?> { write.Id, write.Json };
        for (var i = 0; i < write.Definition.Indexes.Count; i++)
        {
            if (!write.Definition.Indexes[i].Many) parameters.Add(write.IndexValues[i]);
        }

        if (write.Kind == WriteKind.Update) parameters.Add(write.ExpectedVersion);
        return session.Number(SqliteWriteText.For(write.Definition, write.Kind), [.. parameters]) ?? throw Conflict(session, write);
    }

    private static void Require(SqliteSession session, DocumentWrite write)
    {
        var version = session.Number($"SELECT version FROM {SqliteNames.Table(write.Definition.Collection)} WHERE id = $0", write.Id);
        if (version is null || (write.ExpectedVersion is { } expected && version != expected)) throw Conflict(session, write);
        write.ResultVersion = version.Value;
    }

    private static long Delete(SqliteSession session, DocumentWrite write)
    {
        var table = SqliteNames.Table(write.Definition.Collection);
        if (write.ExpectedVersion is not { } version)
        {
            session.Run($"DELETE FROM {table} WHERE id = $0", write.Id);
            return 0;
        }

        if (session.Run($"DELETE FROM {table} WHERE id = $0 AND version = $1", write.Id, version) == 0) throw Conflict(session, write);
        return 0;
    }

    private static DocumentConflictException Conflict(SqliteSession session, DocumentWrite write) => new(
        write.Definition.Collection, write.Id, write.ExpectedVersion ?? 0,
        session.Number($"SELECT version FROM {SqliteNames.Table(write.Definition.Collection)} WHERE id = $0", write.Id));
}
