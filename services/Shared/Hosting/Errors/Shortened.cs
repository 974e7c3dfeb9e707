using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Flux.Hosting;

// What callers sent comes back in errors, and callers send names of 200 kB. Trailers of that size are more than clients take:
// .NET's ends the whole connection over it, with everybody's calls.
internal static class Shortened
{
    private const int MaxDetail = 300;
    private const int MaxEncoded = 1500;

    public static string Text(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1), "…");

    // What fits into grpc-message, where each byte that is no printable ASCII takes three.
    public static string Message(string text)
    {
        var encoded = 0;
        for (var i = 0; i < text.Length; i++)
        {
            encoded += text[i] is >= ' ' and <= '~' and not '%' ? 1 : text[i] < '\u0080' ? 3 : text[i] < '\u0800' ? 6 : 9;
            if (encoded > MaxEncoded)
                return Text(text, i);
        }
        return text;
    }

    // A copy without long texts.
    public static IMessage Copy(IMessage message)
    {
        var copy = message.Descriptor.Parser.ParseFrom(message.ToByteString());
        Cut(copy);
        return copy;
    }

    private static void Cut(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder().Where(f => !f.IsMap))
        {
            if (field.IsRepeated)
                CutAll(field, (IList)field.Accessor.GetValue(message));
            else if (field.FieldType == FieldType.String)
                field.Accessor.SetValue(message, Text((string)field.Accessor.GetValue(message), MaxDetail));
            else if (field.FieldType == FieldType.Message && field.Accessor.GetValue(message) is IMessage inner)
                Cut(inner);
        }
    }

    private static void CutAll(FieldDescriptor field, IList values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (field.FieldType == FieldType.String)
                values[i] = Text((string)values[i]!, MaxDetail);
            else if (values[i] is IMessage inner)
                Cut(inner);
        }
    }
}
