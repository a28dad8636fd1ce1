namespace Fusion.Contracts.Projects;

/// <summary>Receipts of batches that counted without a bad row, as a cell's snapshot keeps them.</summary>
/// <param name="Generated">Whether the keys were made by a node; those of other pages were chosen by clients.</param>
/// <param name="Entries">
/// 28 bytes for each receipt, ascending: the first 16 bytes of the SHA-256 of the key in UTF-8; twice the number of rows, and one more when they were forgotten
/// (64 bits, little-endian); when, in seconds since 1970, rounded up (32 bits, little-endian).
/// </param>
public sealed record ReceiptPage(bool Generated, ReadOnlyMemory<byte> Entries);
