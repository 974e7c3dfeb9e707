using Flux.Hosting;
using Flux.Inventory.Audit;

namespace Flux.Inventory.Apply;

/// <summary>Makes one kind of resource as declared.</summary>
internal interface IResourceEditor<T>
    where T : class
{
    /// <summary>
    /// Answers the resource to store, without changing its arguments, and adds the fields that differ from <paramref name="stored"/>.
    /// <paramref name="path"/> ends in a dot.
    /// </summary>
    T Edit(T? stored, T declared, string path, Violations violations, List<AuditChange> changes);
}
