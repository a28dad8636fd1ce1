using System.Text.Json.Nodes;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>Save, freeze, rename, unload, merge, export, import, histograms and logs.</summary>
public sealed class LifeCycleEndpointsSpec(ApiFixture fixture) : EndpointSpec(fixture)
{
    private const string Ok = """{"statusCode":"OK","statusString":"OK","values":{}}""";

    [Theory]
    [InlineData("irisTest")]
    [InlineData("both")]
    public async Task Every_project_is_saved_frozen_unfrozen_and_unloaded(string pid)
    {
        Script.On<LifeCycleProtocol.SaveProject>(command => new LifeCycleProtocol.CarriedOut(command.ProjectId));
        Script.On<LifeCycleProtocol.SetFrozen>(command => new LifeCycleProtocol.CarriedOut(command.ProjectId));
        Script.On<LifeCycleProtocol.UnloadProject>(command => new LifeCycleProtocol.CarriedOut(command.ProjectId));

        foreach (string operation in (string[])["save", "freeze", "unfreeze", "unload"])
            Assert.Equal(Ok, (await GetAsync($"projects/{pid}/{operation}")).Body);

        Assert.Equal([true, false], Script.Received.OfType<LifeCycleProtocol.SetFrozen>().Select(command => command.Frozen));
        Assert.Equal(pid, Script.Single<LifeCycleProtocol.UnloadProject>().ProjectId.Name.Value);
    }

    [Fact]
    public async Task A_project_that_is_lost_with_its_unloading_answers_the_same()
    {
        Script.On<LifeCycleProtocol.UnloadProject>(command => new CustomerProtocol.ProjectDeleted(Some.Customer, command.ProjectId.Name));

        Assert.Equal(Ok, (await GetAsync("projects/irisTest/unload")).Body);
    }

    [Fact]
    public async Task A_frozen_project_answers_an_update_with_an_exception()
    {
        Script.On<CellProtocol.UpdateRows>(_ => new Refused(Fault.Frozen("irisTest")));

        Answer answer = await PostAsync("projects/irisTest/learn", """{"attributeNames":["x"],"attributeTypes":["C"],"data":[["1"]]}""");

        AssertAnswer(500, "INTERNAL_SERVER_ERROR", "Generic Exception <Project id[irisTest] is frozen>", answer);
    }

    [Theory]
    [InlineData("newName=r2")]
    [InlineData("rename=r2")]
    [InlineData("rename=other&newName=r2")]
    public async Task A_project_is_renamed(string query)
    {
        Script.On<CustomerProtocol.RenameProject>(command => new CustomerProtocol.ProjectRenamed(command.CustomerId, command.NewName));

        Answer answer = await GetAsync($"projects/irisTest/rename?{query}");

        Assert.Equal((201, """{"statusCode":"CREATED","statusString":"Project Created with id:r2","values":{}}"""), (answer.Status, answer.Body));
        Assert.True(answer.Headers.ContainsKey("Idempotency-Key"));
    }

    [Fact]
    public async Task A_name_that_is_taken_missing_or_no_name_is_refused()
    {
        Script.On<CustomerProtocol.RenameProject>(command => new Refused(Fault.NameTaken(command.CustomerId, command.NewName.Value)));

        AssertAnswer(409, "CONFLICT", "Customer [c1] already have SYMETRYML with id[r1], ", await GetAsync("projects/irisTest/rename?newName=r1"));
        AssertBadRequest("The parameter newName is missing or empty", await GetAsync("projects/irisTest/rename"));
        AssertBadRequest("The project name [info] is reserved: it is part of the interface's paths", await GetAsync("projects/irisTest/rename?newName=info"));
    }

    [Theory]
    [InlineData("otherProjectName=both")]
    [InlineData("otherProject=both")]
    public async Task Another_project_is_merged_once_per_key(string query)
    {
        Script.On<LifeCycleProtocol.MergeProject>(command => new LifeCycleProtocol.CarriedOut(command.ProjectId));

        Assert.Equal(Ok, (await GetAsync($"projects/irisTest/merge?{query}")).Body);
        Assert.Equal(ProjectKind.Fusion, Script.Single<LifeCycleProtocol.MergeProject>().Other.Kind);

        async Task<AttemptId> MergeAsync(string key)
        {
            Dictionary<string, string> headers = new() { ["Idempotency-Key"] = key };
            await Host.SendAsync(new SignedMessage("GET", $"/symetry/rest/c1/projects/irisTest/merge?{query}") { Headers = headers });
            return Script.Received.OfType<LifeCycleProtocol.MergeProject>().Last().AttemptId;
        }

        Assert.Equal(await MergeAsync("k1"), await MergeAsync("k1"));
        Assert.NotEqual(await MergeAsync("k1"), await MergeAsync("k2"));
    }

    [Fact]
    public async Task A_merge_that_is_not_possible_is_named()
    {
        AssertBadRequest("Project id[irisTest] can't be merged into itself", await GetAsync("projects/irisTest/merge?otherProjectName=irisTest"));
        AssertBadRequest("Cannot Find SYMETRYML id[p2] for Customer id [c1]", await GetAsync("projects/irisTest/merge?otherProjectName=p2"));
        AssertBadRequest("The parameter otherProjectName is missing or empty", await GetAsync("projects/irisTest/merge"));
    }

    [Fact]
    public async Task A_merge_without_an_answer_may_be_repeated_under_its_key()
    {
        Answer answer = await GetAsync("projects/irisTest/merge?otherProjectName=both");

        Assert.Equal(503, answer.Status);
        Assert.Contains("Idempotency-Key", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_is_a_text()
    {
        Script.On<LifeCycleProtocol.ExportProject>(question => new LifeCycleProtocol.ProjectExported(question.ProjectId, "RlNQWA+/=="));

        Assert.Equal("""{"statusCode":"OK","statusString":"OK","values":{"string":"RlNQWA+/=="}}""", (await GetAsync("projects/irisTest/export")).Body);
    }

    [Theory]
    [InlineData("RlNQWA==")]
    [InlineData("\"RlNQWA==\"\n")]
    public async Task An_exported_text_is_imported(string body)
    {
        Script.On<CustomerProtocol.ImportProject>(command => new CustomerProtocol.ProjectImported(command.CustomerId, Some.Project("new")));

        Assert.Equal(Ok, (await PostAsync("projects/new/import?persist=false", body)).Body);

        CustomerProtocol.ImportProject command = Script.Single<CustomerProtocol.ImportProject>();
        Assert.Equal(("new", false, "RlNQWA=="), (command.Name.Value, command.Persist, command.Text));
    }

    [Fact]
    public async Task An_import_over_a_project_or_of_nothing_is_refused()
    {
        Script.On<CustomerProtocol.ImportProject>(command => new Refused(
            command.Name.Value == "both" ? Fault.NotOnFusion("both") : Fault.NameTaken(command.CustomerId, command.Name.Value)));

        AssertAnswer(409, "CONFLICT", "Customer [c1] already have SYMETRYML with id[irisTest], ", await PostAsync("projects/irisTest/import", "RlNQWA=="));
        AssertBadRequest("Operation not supported on Fusion project id[both]", await PostAsync("projects/both/import", "RlNQWA=="));
        AssertBadRequest("The body is empty; it must be the text that an export answered", await PostAsync("projects/new/import"));
    }

    [Theory]
    [InlineData("", true, 1_000_000)]
    [InlineData("?enable=false", false, 1_000_000)]
    [InlineData("?enable=TRUE&window=50", true, 50)]
    public async Task A_histogram_is_switched(string query, bool enabled, long window)
    {
        Script.On<LifeCycleProtocol.SetHistogram>(command => new LifeCycleProtocol.CarriedOut(command.ProjectId));

        Assert.Equal(Ok, (await PostAsync($"projects/both/histogramEnable{query}")).Body);

        LifeCycleProtocol.SetHistogram command = Script.Single<LifeCycleProtocol.SetHistogram>();
        Assert.Equal((enabled, window), (command.Enabled, command.Window));
    }

    [Fact]
    public async Task A_histogram_of_an_unknown_project_and_a_wrong_window_are_named()
    {
        AssertBadRequest("Customer[c1] does not have Project with id[r1], ", await PostAsync("projects/r1/histogramEnable?enable=true"));
        AssertBadRequest("Customer[c1] does not have Project with id[a:b], ", await PostAsync("projects/a:b/histogramEnable?enable=true"));
        AssertBadRequest("The parameter window is [0]; allowed are whole numbers from 1 on", await PostAsync("projects/irisTest/histogramEnable?window=0"));
        AssertBadRequest("The parameter enable is [yes]; allowed are true, false, 1 and 0", await PostAsync("projects/irisTest/histogramEnable?enable=yes"));
    }

    [Fact]
    public async Task The_update_log_is_a_list_of_json_texts()
    {
        Script.On<LifeCycleProtocol.GetUpdateLog>(question => new LifeCycleProtocol.UpdateLogFound(
            question.ProjectId, [new UpdateLogLine("a \"b\" & c", false, 200, "CRIM,CHAS", "C,B", 1, 506, 301)]));

        Answer answer = await GetAsync("projects/irisTest/getLFStats");

        JsonObject line = JsonNode.Parse(answer.Values["stringList"]!["values"]![0]!.GetValue<string>())!.AsObject();
        Assert.Equal(
            [
                ("client_request_df_attributes_numrows_total", "506"), ("client_request_type", "learn"), ("client_request_df_attributes_names", "CRIM,CHAS"),
                ("client_request_reponse_code", "200"), ("client_request_count", "1"), ("client_request_df_attributes_types", "C,B"),
                ("client_id", "a \"b\" & c"), ("client_request_process_time", "301"),
            ],
            line.Select(entry => (entry.Key, entry.Value!.GetValue<string>())));
    }

    [Fact]
    public async Task Nothing_was_learned_from_data_sources() =>
        Assert.Equal("""{"statusCode":"OK","statusString":"OK","values":{"stringList":{"values":[]}}}""", (await GetAsync("projects/irisTest/getDsLog")).Body);

    [Fact]
    public async Task All_projects_are_shown_by_a_job_or_at_once()
    {
        Script.On<JobProtocol.StartCatalogueJob>(command => new JobProtocol.JobStarted(command.JobId));
        ProjectInfo unloaded = Some.Info("silent") with { IsSilent = true };
        ProjectInfo changed = Some.Info("irisTest") with { IsDirty = true, Condition = new ProjectCondition(true, ProjectName.Parse("r2"), 5) };
        Script.On<CustomerProtocol.GetProjectInfos>(question => new CustomerProtocol.ProjectInfosFound(question.CustomerId, [changed, unloaded]));

        AssertJobCreated(await GetAsync("projects/info"));
        Answer answer = await GetAsync("projects/info?async=false");

        Assert.Equal(["smlInfoList", "smlOptions", "Options"], answer.Values.Select(entry => entry.Key));
        Assert.Equal(("""{"gpuEnabled":0}""", """{"gpuEnabled":0}"""), (answer.Values["smlOptions"]!.ToJsonString(), answer.Values["Options"]!.ToJsonString()));
        JsonArray infos = answer.Values["smlInfoList"]!["values"]!.AsArray();
        Assert.Equal(["r2", "silent"], infos.Select(info => info!["pid"]!.GetValue<string>()));
        Assert.Equal([(true, true), (false, false)], infos.Select(info => (info!["loaded"]!.GetValue<bool>(), info["isDirty"]!.GetValue<bool>())));
        Assert.Equal("""{"histogram_window":"5","sml_project_is_freeze":"true"}""", infos[0]!["params"]!.ToJsonString());
    }
}
