using Fusion.Actors.Projects;
using Fusion.Actors.Tests.Serialization;
using Fusion.Actors.Tests.Support;
using Fusion.Models;

namespace Fusion.Actors.Tests.Projects;

public sealed class ModelArchiveSpec
{
    private static readonly FittedModel Fitted = Algorithms.Find("mlr").Fit(
        "line",
        Frames.Sums(Frames.Of("x,y", "CC", "1,1", "2,3", "3,2", "4,5")),
        MlContext.Empty with { Targets = ["1"], ExtraParameters = MlContext.Empty.ExtraParameters.Add("note", "kept") });

    [Fact]
    public void A_model_comes_back_and_knows_its_attributes_by_name()
    {
        FittedModel back = ModelArchive.Read(ModelArchive.Write(Fitted with { ImportKey = "mine" }));

        MlContext byName = MlContext.Empty with
        {
            InputAttributeNames = ["x"],
            TargetAttributeNames = ["y"],
            ExtraParameters = Fitted.Context!.ExtraParameters,
        };
        Assert.Equal(DeepText.Of(Fitted with { Context = byName }), DeepText.Of(back));
    }

    [Fact]
    public void A_model_that_predicts_nothing_comes_back_too()
    {
        MlContext request = MlContext.Empty with
        {
            InputAttributeNames = ["x", "y"],
            ExtraParameters = MlContext.Empty.ExtraParameters.Add("estimate_type", "l2_reg_sig"),
        };
        FittedModel fitted = Algorithms.Find("covest").Fit("c", Frames.Sums(Frames.Of("x,y", "CC", "1,1", "2,3", "3,2", "4,5")), request);

        Assert.Equal(DeepText.Of(fitted.Extra), DeepText.Of(ModelArchive.Read(ModelArchive.Write(fitted)).Extra));
    }

    [Fact]
    public void Every_changed_byte_and_every_cut_is_found()
    {
        byte[] bytes = Convert.FromBase64String(ModelArchive.Write(Fitted));

        Assert.All(Enumerable.Range(0, bytes.Length), i =>
        {
            byte[] damaged = [.. bytes];
            damaged[i] ^= 0x10;
            Assert.Throws<InvalidRequestException>(() => ModelArchive.Read(Convert.ToBase64String(damaged)));
            Assert.Throws<InvalidRequestException>(() => ModelArchive.Read(Convert.ToBase64String(bytes.AsSpan(0, i))));
        });
    }

    [Fact]
    public void A_newer_version_is_named()
    {
        byte[] bytes = Convert.FromBase64String(ModelArchive.Write(Fitted));
        bytes[4] = 2;

        AssertRefused("it has version 2; this server reads version 1", Convert.ToBase64String(bytes));
    }

    [Fact]
    public void A_change_is_named_as_one()
    {
        byte[] bytes = Convert.FromBase64String(ModelArchive.Write(Fitted));
        bytes[^40] ^= 1;

        AssertRefused("its digest does not match: it was changed or cut", Convert.ToBase64String(bytes));
    }

    [Theory]
    [InlineData("not Base64!", "it is not Base64")]
    [InlineData("aGVsbG8=", "it is no exported model")]
    public void What_is_no_export_is_named(string text, string why) => AssertRefused(why, text);

    [Fact]
    public void An_algorithm_of_another_server_is_named() => AssertRefused(
        $"the algorithm of model 'line' is 'oracle'; this server knows {string.Join(", ", Algorithms.All.Select(known => known.Id))}",
        ModelArchive.Write(Fitted with { Algorithm = "oracle" }));

    public static TheoryData<FittedModel> Incomplete =>
    [
        Fitted with { ModelId = null! },
        Fitted with { Parameters = null! },
        Fitted with { Parameters = Fitted.Parameters.SetItem("intercept", default) },
        Fitted with { Inputs = default },
        Fitted with { Inputs = [null!] },
        Fitted with { Inputs = [Fitted.Inputs[0] with { Name = null! }] },
        Fitted with { Targets = [new ModelTarget(null!, 0)] },
        Fitted with { Info = Fitted.Info.SetItem("model", null!) },
        Fitted with { Extra = Fitted.Extra.SetItem("scores", null!) },
        Fitted with { Extra = Fitted.Extra.SetItem("scores", new ModelTable(["a"], ["C"], [default])) },
    ];

    [Theory]
    [MemberData(nameof(Incomplete))]
    public void A_model_that_lacks_a_part_is_refused_though_its_digest_is_right(FittedModel model) =>
        AssertRefused("its content is incomplete", ModelArchive.Write(model));

    public static TheoryData<FittedModel> Inconsistent =>
    [
        Fitted with { Parameters = Fitted.Parameters.Remove("intercept") },
        Fitted with { Parameters = Fitted.Parameters.SetItem("intercept", []) },
        Fitted with { Parameters = Fitted.Parameters.SetItem("coefficients", []) },
        Fitted with { Inputs = [Fitted.Inputs[0] with { CoefficientIndex = -1 }] },
    ];

    [Theory]
    [MemberData(nameof(Inconsistent))]
    public void A_model_that_could_not_predict_is_refused(FittedModel model) =>
        AssertRefused("the numbers of model 'line' do not fit its inputs", ModelArchive.Write(model));

    [Fact]
    public void The_first_version_is_read_for_ever()
    {
        const string Name = "model-archive.1.txt";
        if (Environment.GetEnvironmentVariable("FUSION_WRITE_GOLDEN") is { } folder)
            File.WriteAllText(Path.Combine(folder, Name), ModelArchive.Write(Fitted) + "\n");

        FittedModel read = ModelArchive.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", Name)));
        Assert.Equal(DeepText.Of(Fitted with { Context = read.Context }), DeepText.Of(read));
    }

    private static void AssertRefused(string why, string text) =>
        Assert.Equal($"The body can't be imported: {why}", Assert.Throws<InvalidRequestException>(() => ModelArchive.Read(text)).Message);
}
