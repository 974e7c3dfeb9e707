namespace Flux.Documents.Tests.Mongo;

public sealed class SingleServerFaultTests(SingleServer fixture) : MongoFaultContract(fixture), IClassFixture<SingleServer>;
