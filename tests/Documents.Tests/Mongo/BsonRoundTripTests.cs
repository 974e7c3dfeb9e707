using System.Text;
using System.Text.Json;
using Flux.Documents.Mongo;
using Flux.Documents.Mongo.Bson;
using FsCheck;
using FsCheck.Fluent;

namespace Flux.Documents.Tests.Mongo;

/// <summary>JSON to BSON and back is the same text, byte by byte.</summary>
public sealed class BsonRoundTripTests
{
    [Theory]
    [InlineData("1", BsonKind.Int32)]
    [InlineData("0", BsonKind.Int32)]
    [InlineData("-2147483648", BsonKind.Int32)]
    [InlineData("2147483648", BsonKind.Int64)]
    [InlineData("9007199254740993", BsonKind.Int64)]
    [InlineData("-9223372036854775808", BsonKind.Int64)]
    [InlineData("9223372036854775808", BsonKind.Decimal128)]
    [InlineData("18446744073709551615", BsonKind.Decimal128)]
    [InlineData("1.0", BsonKind.Double)]
    [InlineData("-0.0", BsonKind.Double)]
    [InlineData("0.1", BsonKind.Double)]
    [InlineData("1E+17", BsonKind.Double)]
    [InlineData("5E-324", BsonKind.Double)]
    [InlineData("1.00", BsonKind.Decimal128)]
    [InlineData("-0", BsonKind.Decimal128)]
    [InlineData("0.10", BsonKind.Decimal128)]
    [InlineData("0.1234567890123456789", BsonKind.Decimal128)]
    [InlineData("1E+6000", BsonKind.Decimal128)]
    [InlineData("1.0E-6100", BsonKind.Decimal128)]
    [InlineData("1e5", BsonKind.Document)]
    [InlineData("1E5", BsonKind.Document)]
    [InlineData("1e400", BsonKind.Document)]
    [InlineData("1e-99999", BsonKind.Document)]
    [InlineData("12345678901234567890123456789012345", BsonKind.Document)]
    [InlineData("true", BsonKind.Boolean)]
    [InlineData("null", BsonKind.Null)]
    [InlineData("\"a\\u0000b\"", BsonKind.String)]
    public void Convert_Value_HasTypeAndKeepsText(string json, object kind)
    {
        using var bson = ToBson(json);
        Assert.Equal((BsonKind)kind, BsonReader.Find(bson.Written, "value"u8).Kind);
        Assert.Equal(json, ToJson(bson));
    }

    [Theory]
    [InlineData("""{"":1,"a.b":2,"$set":3,"~number":"4","~json":5,"~":6,"~~":7,"~0":8,"ü":9,"x$":10}""")]
    [InlineData("""{"a\u0000b":1,"\u0000":2,"~\u0000~":3,"$\u0000":4}""")]
    [InlineData("""{"~number":"7"}""")]
    [InlineData("""{"~json":"[]","x":{"~number":1}}""")]
    [InlineData("""{"$ref":"x","$id":1,"$oid":"2"}""")]
    [InlineData("""[[],{},[[]],"",null,{"a":[{"b":{}}]}]""")]
    [InlineData("\"ä€\U0001F600\\\\\\\"/\\n\"")]
    public void Convert_KeysAndShapes_KeepText(string json)
    {
        using var bson = ToBson(json);
        Assert.Equal(json, ToJson(bson));
    }

    [Theory]
    [InlineData(79)]
    [InlineData(80)]
    [InlineData(81)]
    [InlineData(1000)]
    [InlineData(1299)]
    public void Convert_Deep_KeepsTextWithinTheLevelsOfServers(int levels)
    {
        var json = string.Concat(Enumerable.Repeat("{\"a\":[", levels / 2)) + (levels % 2 == 1 ? "{}" : "1.50") + string.Concat(Enumerable.Repeat("]}", levels / 2));
        using var bson = ToBson(json);
        Assert.True(Levels(bson.Written) < 90, "servers take 100 levels");
        Assert.Equal(json, ToJson(bson));
    }

    [Fact]
    public void Convert_AnyJson_KeepsText() => Prop.ForAll(Json().ToArbitrary(), json =>
    {
        using var bson = ToBson(json);
        return ToJson(bson) == json;
    }).QuickCheckThrowOnFailure();

    private static Gen<string> Json() => Gen.Sized(size => Value(Math.Min(size, 6)));

    private static Gen<string> Value(int size)
    {
        var number = from sign in Gen.Elements("", "-")
                     from whole in Gen.Choose(0, int.MaxValue)
                     from rest in Gen.Elements("", ".0", ".50", "e3", "E+20", "00000000000000000000", ".1234567890123456789")
                     select $"{sign}{whole}{(whole == 0 && rest.StartsWith('0') ? "" : rest)}";
        var character = Gen.Frequency((8, Gen.Choose('!', '~')), (1, Gen.Elements<int>(0, 9, 10, 0xE4, 0x20AC)), (2, Gen.Elements<int>('$', '~', '.', '0')));
        var text = character.ArrayOf().Select(codes => JsonText.Quote(new string([.. codes.Select(code => (char)code)])));
        var simple = Gen.OneOf(number, text, Gen.Elements("true", "false", "null"));
        if (size == 0) return simple;
        var list = Value(size - 1).ArrayOf(3).Select(items => $"[{string.Join(',', items)}]");
        var members = text.Zip(Value(size - 1), (key, value) => (key, value)).ArrayOf(3)
            .Select(items => $"{{{string.Join(',', items.DistinctBy(item => item.key).Select(item => $"{item.key}:{item.value}"))}}}");
        return Gen.Frequency((2, simple), (1, list), (2, members));
    }

    private static BsonWriter ToBson(string json)
    {
        var bson = new BsonWriter();
        JsonToBson.Write(bson, "value"u8, Encoding.UTF8.GetBytes(json));
        return bson.End();
    }

    private static string ToJson(BsonWriter bson)
    {
        using var buffer = new JsonBuffer();
        return Encoding.UTF8.GetString(buffer.Read(BsonReader.Find(bson.Written, "value"u8)));
    }

    private static int Levels(ReadOnlySpan<byte> document)
    {
        var most = 0;
        var reader = new BsonReader(document);
        while (reader.Read())
        {
            if (reader.Current.Kind is BsonKind.Document or BsonKind.Array) most = Math.Max(most, Levels(reader.Current.Value));
        }

        return most + 1;
    }
}
