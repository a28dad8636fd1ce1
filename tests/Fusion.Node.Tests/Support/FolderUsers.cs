using Fusion.Node.Hosting;
using Fusion.Node.Security;

namespace Fusion.Node.Tests.Support;

/// <summary>Users of a data folder as they are by default.</summary>
internal static class FolderUsers
{
    public static UserStore Of(DataFolder folder)
    {
        var vault = FolderVault.Open(folder);
        return new UserStore(vault, new SecretProtector(vault, KeyRingCertificates.None), TimeProvider.System);
    }
}
