namespace Fusion.Node.Admin.Views;

/// <summary>What was asked for and is under way, or done.</summary>
/// <param name="Change">The verb.</param>
/// <param name="Subject">The address or level it was asked for.</param>
internal sealed record ChangeView(string Change, string Subject);
