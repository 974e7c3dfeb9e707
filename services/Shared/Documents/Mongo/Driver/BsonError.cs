using System.Runtime.InteropServices;

namespace Flux.Documents.Mongo.Driver;

/// <summary><c>bson_error_t</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct BsonError
{
    public uint Domain;
    public uint Code;
    public fixed byte Text[504];

    public string Message
    {
        get
        {
            fixed (byte* text = Text) return Marshal.PtrToStringUTF8((nint)text) ?? "";
        }
    }
}
