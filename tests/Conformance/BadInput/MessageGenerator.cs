using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Flux.Conformance.BadInput;

/// <summary>Random messages that are proper protobuf: any field may be missing, empty, huge, out of range or of an unknown enum value.</summary>
internal sealed class MessageGenerator(Random random)
{
    private const int Deepest = 5;

    public IMessage Next(MessageDescriptor type) => Next(type, 0);

    /// <summary>A copy with one to three fields, anywhere in it, set to something else: it gets further than a message that is wrong all over.</summary>
    public IMessage Change(IMessage valid)
    {
        var copy = valid.Descriptor.Parser.ParseFrom(valid.ToByteArray());
        for (var i = random.Next(1, 4); i > 0; i--)
            ChangeOne(copy, 0);
        return copy;
    }

    private void ChangeOne(IMessage message, int depth)
    {
        var fields = message.Descriptor.Fields.InDeclarationOrder();
        if (fields.Count == 0)
            return;
        var field = fields[random.Next(fields.Count)];
        var inner = field.FieldType != FieldType.Message || field.IsMap ? null
            : field.IsRepeated ? (IList)field.Accessor.GetValue(message) is { Count: > 0 } list ? list[random.Next(list.Count)] : null
            : field.Accessor.GetValue(message);
        if (inner is IMessage next && random.Next(8) > 0)
            ChangeOne(next, depth + 1);
        else
            Set(message, field, depth);
    }

    private IMessage Next(MessageDescriptor type, int depth)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            if (random.NextDouble() < 0.6 && (field.FieldType != FieldType.Message || depth < Deepest))
                Set(message, field, depth);
        }
        return message;
    }

    private void Set(IMessage message, FieldDescriptor field, int depth)
    {
        if (field.IsMap)
        {
            var (key, value) = (field.MessageType.FindFieldByNumber(1), field.MessageType.FindFieldByNumber(2));
            var map = (IDictionary)field.Accessor.GetValue(message);
            for (var i = Count(); i > 0; i--)
                map[Value(key, depth)] = Value(value, depth);
        }
        else if (field.IsRepeated)
        {
            var list = (IList)field.Accessor.GetValue(message);
            for (var i = Count(); i > 0; i--)
                list.Add(Value(field, depth));
        }
        else
        {
            field.Accessor.SetValue(message, Value(field, depth));
        }
    }

    // Mostly few, at times many.
    private int Count() => random.Next(20) == 0 ? random.Next(200) : random.Next(4);

    private object Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.Message => Next(field.MessageType, depth + 1),
        FieldType.String => Words.Next(random, field.Name),
        FieldType.Bytes => ByteString.CopyFrom(Bytes()),
        FieldType.Bool => random.Next(2) == 0,
        FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, random.Next(8) == 0 ? Numbers.Next(random, int.MinValue, int.MaxValue) : random.Next(6)),
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => (int)Numbers.Next(random, int.MinValue, int.MaxValue),
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => Numbers.Next(random, long.MinValue, long.MaxValue),
        FieldType.UInt32 or FieldType.Fixed32 => (uint)Numbers.Next(random, 0, uint.MaxValue),
        FieldType.UInt64 or FieldType.Fixed64 => (ulong)Numbers.Next(random, 0, long.MaxValue),
        FieldType.Double => Numbers.NextReal(random),
        FieldType.Float => (float)Numbers.NextReal(random),
        var other => throw new NotSupportedException($"{field.FullName}: {other}"),
    };

    private byte[] Bytes()
    {
        var bytes = new byte[random.Next(10) == 0 ? random.Next(100_000) : random.Next(40)];
        random.NextBytes(bytes);
        return bytes;
    }
}
