using System.Text;
using Flux.Documents.Model;
using Flux.Documents.Mongo.Bson;

namespace Flux.Documents.Mongo;

/// <summary>A query as a filter and options of MongoDB's find.</summary>
internal sealed class MongoQuery : IDisposable
{
    private readonly CollectionDefinition definition;
    private readonly DocumentQuery query;
    private readonly bool ordered;

    public MongoQuery(CollectionDefinition definition, DocumentQuery query)
    {
        this.definition = definition;
        this.query = query;
        ordered = query.OrderIndex is { } index && index != CollectionDefinition.IdIndex;
        if (ordered && definition.Index(query.OrderIndex!).Many) throw new ArgumentException($"Index '{query.OrderIndex}' has many values; it gives no order.");
        WriteFilter();
        WriteOptions();
    }

    public BsonWriter Filter { get; } = new();

    public BsonWriter Options { get; } = new();

    /// <summary>The value by which the result is ordered, besides the id.</summary>
    public object? OrderValue(ReadOnlySpan<byte> document)
    {
        if (!ordered) return null;
        var value = BsonReader.Find(BsonReader.Find(document, MongoFields.Index).Value, definition.Index(query.OrderIndex!).Field);
        return value.Kind switch { BsonKind.String => value.Text, BsonKind.Int64 => value.Number, _ => null };
    }

    public void Dispose()
    {
        Filter.Dispose();
        Options.Dispose();
    }

    private void WriteFilter()
    {
        Filter.StartArray("$and"u8).StartItem(0).StartDocument(MongoFields.Version).Int32("$gt"u8, 0).End().End();
        var i = 1;
        foreach (var condition in query.Conditions)
        {
            Filter.StartItem(i++);
            Append(condition);
            Filter.End();
        }

        if (query.Token is { } token)
        {
            Filter.StartItem(i);
            AppendPosition(PageToken.Decode(token, definition, query));
            Filter.End();
        }

        Filter.End().End();
    }

    private void WriteOptions()
    {
        var direction = query.Descending ? -1 : 1;
        Options.StartDocument("sort"u8);
        if (ordered) Options.Int32(Field(query.OrderIndex!), direction);
        Options.Int32(MongoFields.Id, direction).End();
        // One more than asked for tells whether there is another page.
        if (query.Limit < int.MaxValue) Options.Int64("limit"u8, query.Limit + 1L);
        Options.End();
    }

    private void Append(DocumentCondition condition)
    {
        var many = condition.Index != CollectionDefinition.IdIndex && definition.Index(condition.Index).Many;
        if (many && condition.Operator is not (DocumentOperator.Equal or DocumentOperator.In))
            throw new ArgumentException($"Index '{condition.Index}' has many values; it answers Equal and In only.");
        var field = Field(condition.Index);
        switch (condition.Operator)
        {
            case DocumentOperator.Equal when condition.Value is null && many:
                Filter.StartDocument(field).StartArray("$in"u8).End().End();
                break;
            case DocumentOperator.Equal when condition.Value is null:
                Filter.Null(field);
                break;
            case DocumentOperator.Equal:
                Filter.IndexValue(field, condition.Value);
                break;
            case DocumentOperator.In:
                Filter.StartDocument(field).IndexValues("$in"u8, (object[])condition.Value!).End();
                break;
            case DocumentOperator.Prefix:
                // The last code point closes the range of all texts that start with the prefix.
                var prefix = (string)condition.Value!;
                Filter.StartDocument(field).String("$gte"u8, prefix).String("$lte"u8, prefix + "\U0010FFFF").End();
                break;
            case DocumentOperator.Contains:
                Filter.StartDocument(field).String("$regex"u8, Literal((string)condition.Value!)).End();
                break;
            default:
                Filter.StartDocument(field).IndexValue(Operator(condition.Operator), condition.Value!).End();
                break;
        }
    }

    private void AppendPosition(PageToken token)
    {
        var after = query.Descending ? "$lt"u8 : "$gt"u8;
        if (!ordered)
        {
            Filter.StartDocument(MongoFields.Id).String(after, token.Id).End();
            return;
        }

        var field = Field(query.OrderIndex!);
        Filter.StartArray("$or"u8);
        Filter.StartItem(0);
        if (token.OrderValue is null) Filter.Null(field);
        else Filter.IndexValue(field, token.OrderValue);
        Filter.StartDocument(MongoFields.Id).String(after, token.Id).End().End();
        if (token.OrderValue is { } value) Filter.StartItem(1).StartDocument(field).IndexValue(after, value).End().End();
        // Documents without a value come first, or last when descending.
        if (token.OrderValue is null && !query.Descending) Filter.StartItem(1).StartDocument(field).Null("$ne"u8).End().End();
        if (token.OrderValue is not null && query.Descending) Filter.StartItem(2).Null(field).End();
        Filter.End();
    }

    private static byte[] Field(string index) => index == CollectionDefinition.IdIndex ? MongoFields.Id.ToArray() : Encoding.UTF8.GetBytes("index." + index);

    // A pattern may not hold NUL; every other character that could mean something is escaped.
    private static string Literal(string text)
    {
        var pattern = new StringBuilder();
        foreach (var c in text)
        {
            if (c == '\0') pattern.Append("\\x00");
            else if (c < 128 && !char.IsAsciiLetterOrDigit(c) && c != '_') pattern.Append('\\').Append(c);
            else pattern.Append(c);
        }

        return pattern.ToString();
    }

    private static ReadOnlySpan<byte> Operator(DocumentOperator op) => op switch
    {
        DocumentOperator.Greater => "$gt"u8,
        DocumentOperator.GreaterOrEqual => "$gte"u8,
        DocumentOperator.Less => "$lt"u8,
        DocumentOperator.LessOrEqual => "$lte"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, null),
    };
}
