using System.Text;
using System.Text.Json;
using Flux.Documents.Model;

namespace Flux.Documents.Sqlite;

/// <summary>A query as SQL. Lists go in as one JSON parameter, so that a query has one text, and one prepared statement, whatever their length.</summary>
internal sealed class SqliteQueryText(CollectionDefinition definition)
{
    private readonly StringBuilder text = new();
    private readonly List<object?> values = [];

    public string Text => text.ToString();

    public object?[] Values => [.. values];

    public static SqliteQueryText Build(CollectionDefinition definition, DocumentQuery query)
    {
        var sql = new SqliteQueryText(definition);
        sql.Compose(query);
        return sql;
    }

    private void Compose(DocumentQuery query)
    {
        var ordered = query.OrderIndex is { } index && index != CollectionDefinition.IdIndex;
        if (ordered && definition.Index(query.OrderIndex!).Many) throw new ArgumentException($"Index '{query.OrderIndex}' has many values; it gives no order.");
        var column = ordered ? SqliteNames.Column(query.OrderIndex!) : "id";
        var direction = query.Descending ? " DESC" : "";
        text.Append($"SELECT id, version, CAST(value AS BLOB), {column} FROM {SqliteNames.Table(definition.Collection)} WHERE 1");
        foreach (var condition in query.Conditions) Append(condition);
        if (query.Token is { } token) AppendPosition(PageToken.Decode(token, definition, query), column, ordered, query.Descending);
        text.Append($" ORDER BY {column}{direction}");
        if (ordered) text.Append($", id{direction}");
        // One more than asked for tells whether there is another page.
        if (query.Limit < int.MaxValue) text.Append($" LIMIT {Parameter(query.Limit + 1L)}");
    }

    private void Append(DocumentCondition condition)
    {
        text.Append(" AND ");
        if (condition.Index != CollectionDefinition.IdIndex && definition.Index(condition.Index).Many)
        {
            if (condition.Operator is not (DocumentOperator.Equal or DocumentOperator.In))
                throw new ArgumentException($"Index '{condition.Index}' has many values; it answers Equal and In only.");
            text.Append($"id IN (SELECT id FROM {SqliteNames.ManyTable(definition.Collection, condition.Index)} WHERE ");
            AppendComparison("value", condition);
            text.Append(')');
            return;
        }

        AppendComparison(SqliteNames.Column(condition.Index), condition);
    }

    private void AppendComparison(string column, DocumentCondition condition)
    {
        switch (condition.Operator)
        {
            case DocumentOperator.In:
                text.Append($"{column} IN (SELECT value FROM json_each({Parameter(JsonSerializer.Serialize(condition.Value))}))");
                break;
            case DocumentOperator.Prefix:
                // The last code point closes the range of all texts that start with the prefix.
                var prefix = (string)condition.Value!;
                text.Append($"{column} >= {Parameter(prefix)} AND {column} <= {Parameter(prefix + "\U0010FFFF")}");
                break;
            case DocumentOperator.Contains:
                text.Append($"instr({column}, {Parameter(condition.Value)}) > 0");
                break;
            case DocumentOperator.Equal when condition.Value is null:
                text.Append($"{column} IS NULL");
                break;
            default:
                text.Append($"{column} {Sign(condition.Operator)} {Parameter(condition.Value)}");
                break;
        }
    }

    private void AppendPosition(PageToken token, string column, bool ordered, bool descending)
    {
        var sign = descending ? '<' : '>';
        if (!ordered) text.Append($" AND id {sign} {Parameter(token.Id)}");
        else if (token.OrderValue is null && descending) text.Append($" AND {column} IS NULL AND id < {Parameter(token.Id)}");
        else if (token.OrderValue is null) text.Append($" AND ({column} IS NOT NULL OR id > {Parameter(token.Id)})");
        else if (descending) text.Append($" AND (({column}, id) < ({Parameter(token.OrderValue)}, {Parameter(token.Id)}) OR {column} IS NULL)");
        else text.Append($" AND ({column}, id) > ({Parameter(token.OrderValue)}, {Parameter(token.Id)})");
    }

    private string Parameter(object? value)
    {
        values.Add(value);
        return $"${values.Count - 1}";
    }

    private static string Sign(DocumentOperator op) => op switch
    {
        DocumentOperator.Equal => "=",
        DocumentOperator.Greater => ">",
        DocumentOperator.GreaterOrEqual => ">=",
        DocumentOperator.Less => "<",
        DocumentOperator.LessOrEqual => "<=",
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, null),
    };
}
