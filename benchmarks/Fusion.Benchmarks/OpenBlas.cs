using System.Runtime.InteropServices;

namespace Fusion.Benchmarks;

/// <summary>The peer: OpenBLAS from the Debian package, on one thread.</summary>
internal static unsafe partial class OpenBlas
{
    private const int ColumnMajor = 102, Lower = 122, NoTranspose = 111, Transpose = 112;

    /// <summary>Version and kernels.</summary>
    public static readonly string Description;

    /// <summary>Whether the library is there; prints how to install it when not.</summary>
    public static readonly bool IsAvailable = Load(out Description);

    /// <summary>result += XᵀX, lower triangle of a column-major matrix.</summary>
    /// <param name="values">The rows × columns matrix X, one column after the other.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="result">The columns × columns sums.</param>
    public static void AddProducts(double[] values, int rows, int columns, double[] result)
    {
        fixed (double* a = values, c = result)
        {
            Syrk(ColumnMajor, Lower, Transpose, columns, rows, 1, a, rows, 1, c, columns);
        }
    }

    /// <summary>The same with X row by row.</summary>
    public static void AddProductsOfRows(double[] values, int rows, int columns, double[] result)
    {
        fixed (double* a = values, c = result)
        {
            Syrk(ColumnMajor, Lower, NoTranspose, columns, rows, 1, a, columns, 1, c, columns);
        }
    }

    /// <summary>LAPACK's dpotrf: replaces the lower triangle of a column-major matrix by its Cholesky factor.</summary>
    /// <param name="matrix">The size × size matrix.</param>
    /// <param name="size">Number of rows.</param>
    /// <returns>Whether the matrix is positive definite.</returns>
    public static bool TryFactor(double[] matrix, int size)
    {
        byte lower = (byte)'L';
        int info;
        fixed (double* a = matrix)
        {
            Potrf(&lower, &size, a, &size, &info);
        }

        return info == 0;
    }

    private static bool Load(out string description)
    {
        description = "absent";
        if (!NativeLibrary.TryLoad("libopenblas.so.0", out nint library))
        {
            Console.Error.WriteLine("OpenBLAS is absent, so it is not compared. Install it with: apt-get update && apt-get install -y libopenblas0");
            return false;
        }

        ((delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "openblas_set_num_threads"))(1);
        var core = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(library, "openblas_get_corename");
        var configuration = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(library, "openblas_get_config");
        description = $"{Marshal.PtrToStringUTF8((nint)configuration())} on its {Marshal.PtrToStringUTF8((nint)core())} kernels, 1 thread";
        return true;
    }

    [LibraryImport("libopenblas.so.0", EntryPoint = "cblas_dsyrk")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void Syrk(
        int order, int triangle, int transposed, int n, int k, double alpha, double* a, int strideA, double beta, double* c, int strideC);

    [LibraryImport("libopenblas.so.0", EntryPoint = "dpotrf_")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void Potrf(byte* triangle, int* size, double* a, int* stride, int* info);
}
