namespace Flux.Notification.Catalog;

/// <summary>A declared resource that can be compared with what is stored.</summary>
internal interface ICatalogRecord
{
    /// <summary>Numeric id given by the service.</summary>
    long Number { get; }

    /// <summary>The declared fields by their names in the contract.</summary>
    IReadOnlyList<(string Field, string Value)> Fields();
}
