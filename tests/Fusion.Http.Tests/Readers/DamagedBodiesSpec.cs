using System.Collections.Immutable;
using System.Text;
using Fusion.Http.Authentication;
using Fusion.Http.Readers;
using Fusion.Http.Tests.Support;
using Fusion.Models;
using Fusion.Statistics.Frames;
using Microsoft.Extensions.Options;

namespace Fusion.Http.Tests.Readers;

/// <summary>Bodies cut off or changed anywhere are read or refused with an exception that is answered 400, never with another.</summary>
public sealed class DamagedBodiesSpec
{
    private const string Body =
        """{"attributeNames":["a\ud83d\ude00",1],"attributeTypes":["C","T"],"errorHandling":1,"data":[[1e5,"\u00e9"],[NaN,null]],"""
        + """ "values":[{"targets":["\ud83d\ude00"],"host":"h","cid":"c","sk":"k","pid":"p","extraParameters":{"k\n":-1.5}}]}""";

    private static readonly ImmutableArray<byte> Replacements = [.. "\"\\{}[],:0e-Nud "u8, 0x00, 0x7F, 0x80, 0xED, 0xFF];

    public static TheoryData<string> Readers => ["frame", "contexts", "context", "map", "cells"];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Damage_is_refused_as_a_wrong_request(string reader)
    {
        byte[] body = Encoding.UTF8.GetBytes(Body);
        for (int i = 0; i < body.Length; i++)
        {
            ReadOrRefuse(reader, body[..i]);
            foreach (byte replacement in Replacements)
                ReadOrRefuse(reader, [.. body[..i], replacement, .. body[(i + 1)..]]);
        }
    }

    private static void ReadOrRefuse(string reader, byte[] body)
    {
        try
        {
            Read(reader, body);
        }
        catch (Exception refusal) when (refusal is InvalidRequestException or FrameException)
        {
            // The 400 that is wanted.
        }
    }

    private static object Read(string reader, byte[] body) => reader switch
    {
        "frame" => DataFrameReader.Read(body),
        "contexts" => ContextReader.ReadMany(body),
        "context" => ContextReader.ReadOne(body),
        "map" => FlatMapReader.Read(body),
        _ => new CellListReader(new ReversingProtector(), Options.Create(new HttpOptions())).Read(new Caller(Some.Customer, TestKeys.Secret, Encrypted(body))),
    };

    private static byte[] Encrypted(byte[] body) => Encoding.UTF8.GetBytes(Cipher.Encrypt(body));
}
