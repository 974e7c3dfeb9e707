namespace Flux.Documents.Mongo.Bson;

/// <summary>Type bytes of the BSON specification (bsonspec.org, version 1.1) that the store writes or reads.</summary>
internal enum BsonKind : byte
{
    Double = 0x01,
    String = 0x02,
    Document = 0x03,
    Array = 0x04,
    Binary = 0x05,
    Undefined = 0x06,
    ObjectId = 0x07,
    Boolean = 0x08,
    DateTime = 0x09,
    Null = 0x0A,
    Int32 = 0x10,
    Timestamp = 0x11,
    Int64 = 0x12,
    Decimal128 = 0x13,
}
