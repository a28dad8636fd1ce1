using System.Collections.Immutable;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>What a job is told to show its owner.</summary>
public sealed class JobDetailsSpec(ApiFixture fixture) : EndpointSpec(fixture)
{
    private const string Frame = """{"attributeNames":["x"],"data":[["1"],["2"]]}""";

    [Fact]
    public async Task A_build_shows_project_algorithm_model_and_attributes()
    {
        Script.On<ProjectProtocol.CheckBuild>(question => new ProjectProtocol.BuildPossible(question.ProjectId));

        await PostAsync("projects/irisTest/build?algo=lda&modelid=m", """{"targets":[3],"inputAttributeNames":["x","y"]}""");

        Assert.Equal("algorithm=lda client=default-rest-client inputAttributes=x,y model=m project=irisTest targetAttributes=3", Details());
    }

    [Fact]
    public async Task A_build_with_very_many_inputs_shows_the_first_and_counts_the_others()
    {
        Script.On<ProjectProtocol.CheckBuild>(question => new ProjectProtocol.BuildPossible(question.ProjectId));
        string inputs = string.Join(',', Enumerable.Range(0, 150));

        await PostAsync("projects/irisTest/build?algo=lda&modelid=m", $$"""{"targets":[999],"inputAttributes":[{{inputs}}]}""");

        Assert.EndsWith(",98,99 and 50 more", Script.Single<JobProtocol.StartJob>().Details!["inputAttributes"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exploration_shows_its_metric()
    {
        await PostAsync("projects/irisTest/explore?metric=uni&async=true", """{"values":[{"inputAttributes":[0]},{"inputAttributes":[1]}]}""");

        Assert.Equal("client=default-rest-client contexts=2 metric=uni project=irisTest", Details());
    }

    [Fact]
    public async Task Rows_show_their_number_and_the_client_label()
    {
        await Host.SendAsync(new SignedMessage("POST", "/symetry/rest/c1/projects/irisTest/learn?async=true", Frame)
        {
            Headers = new Dictionary<string, string> { ["sym-client"] = "my loader" },
        });

        Assert.Equal("client=my loader project=irisTest rows=2", Details());
    }

    [Fact]
    public async Task The_infos_of_all_projects_show_the_client()
    {
        await GetAsync("projects/info");

        Assert.Equal("client=default-rest-client", Text(Script.Single<JobProtocol.StartCatalogueJob>().Details!));
    }

    private static string Text(ImmutableSortedDictionary<string, string> details) => string.Join(' ', details.Select(pair => $"{pair.Key}={pair.Value}"));

    private string Details() => Text(Script.Single<JobProtocol.StartJob>().Details!);
}
