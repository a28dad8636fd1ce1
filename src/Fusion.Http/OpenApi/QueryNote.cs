namespace Fusion.Http.OpenApi;

/// <summary>One parameter after the question mark.</summary>
/// <param name="Name">Its name; case does not matter.</param>
/// <param name="Meaning">What it does, with its default.</param>
/// <param name="Required">Whether the request is refused without it.</param>
internal sealed record QueryNote(string Name, string Meaning, bool Required = false);
