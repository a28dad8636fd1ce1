namespace Fusion.Node.Options;

/// <summary>Where journals and snapshots are kept.</summary>
internal sealed class DatabaseAttribute : SettingAttribute
{
    public override string Allowed => "sqlite (a file in the data folder), postgres://user:password@host:port/database, or Host=…;Database=…";

    public override bool IsSecret => true; // a connection string may hold a password

    public override bool IsValid(object? value) => value is string text && (text == NodeOptions.Sqlite || DatabaseAddress.TryParse(text, out _));
}
