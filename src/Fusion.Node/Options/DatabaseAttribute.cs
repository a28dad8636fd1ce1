namespace Fusion.Node.Options;

/// <summary>Where journals and snapshots are kept.</summary>
internal sealed class DatabaseAttribute : SettingAttribute
{
    public override string Allowed => "sqlite (a file in the data folder); postgres://… is not supported in this version";

    public override bool IsSecret => true; // a connection string may hold a password

    public override bool IsValid(object? value) => value is NodeOptions.Sqlite;
}
