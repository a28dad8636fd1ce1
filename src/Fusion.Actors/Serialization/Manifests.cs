using System.Collections.Frozen;
using Fusion.Contracts.Protocols;

namespace Fusion.Actors.Serialization;

/// <summary>
/// The names under which messages travel and are stored. A manifest is never changed and never used again; its last part is the version.
/// Extend only: a record may gain a member with a default, and is then still read from older bytes.
/// </summary>
internal static class Manifests
{
    private static readonly (string Manifest, Type Type)[] Table =
    [
        ("refused.1", typeof(Refused)),

        ("project.get-info.1", typeof(ProjectProtocol.GetProjectInfo)),
        ("project.info-found.1", typeof(ProjectProtocol.ProjectInfoFound)),
        ("project.explore.1", typeof(ProjectProtocol.Explore)),
        ("project.explored.1", typeof(ProjectProtocol.Explored)),
        ("project.get-digest.1", typeof(ProjectProtocol.GetDigest)),
        ("project.digest-found.1", typeof(ProjectProtocol.DigestFound)),
        ("project.get-statistics.1", typeof(ProjectProtocol.GetStatistics)),
        ("project.statistics-found.1", typeof(ProjectProtocol.StatisticsFound)),
        ("project.statistics-unchanged.1", typeof(ProjectProtocol.StatisticsUnchanged)),
        ("project.build-model.1", typeof(ProjectProtocol.BuildModel)),
        ("project.check-build.1", typeof(ProjectProtocol.CheckBuild)),
        ("project.build-possible.1", typeof(ProjectProtocol.BuildPossible)),
        ("project.cancel-build.1", typeof(ProjectProtocol.CancelBuild)),
        ("project.model-built.1", typeof(ProjectProtocol.ModelBuilt)),
        ("project.get-model.1", typeof(ProjectProtocol.GetModel)),
        ("project.model-found.1", typeof(ProjectProtocol.ModelFound)),
        ("project.delete-model.1", typeof(ProjectProtocol.DeleteModel)),
        ("project.model-deleted.1", typeof(ProjectProtocol.ModelDeleted)),
        ("project.predict.1", typeof(ProjectProtocol.Predict)),
        ("project.predicted.1", typeof(ProjectProtocol.Predicted)),
        ("project.erase.1", typeof(ProjectProtocol.EraseProject)),
        ("project.erased.1", typeof(ProjectProtocol.Erased)),
        ("project.created.1", typeof(ProjectProtocol.Created)),
        ("project.model-stored.1", typeof(ProjectProtocol.ModelStored)),
        ("project.model-removed.1", typeof(ProjectProtocol.ModelRemoved)),
        ("project.export-model.1", typeof(ModelExchangeProtocol.ExportModel)),
        ("project.model-exported.1", typeof(ModelExchangeProtocol.ModelExported)),
        ("project.import-model.1", typeof(ModelExchangeProtocol.ImportModel)),
        ("project.model-imported.1", typeof(ModelExchangeProtocol.ModelImported)),
        ("project.transform.1", typeof(TransformProtocol.Transform)),
        ("project.transformed.1", typeof(TransformProtocol.Transformed)),
        ("project.measure-drift.1", typeof(DriftProtocol.MeasureDrift)),
        ("project.drift-measured.1", typeof(DriftProtocol.DriftMeasured)),

        ("explore.get-variance-inflation.1", typeof(ExplorationProtocol.GetVarianceInflation)),
        ("explore.get-singular-values.1", typeof(ExplorationProtocol.GetSingularValues)),
        ("explore.texts-found.1", typeof(ExplorationProtocol.TextsFound)),
        ("explore.get-principal-components.1", typeof(ExplorationProtocol.GetPrincipalComponents)),
        ("explore.principal-components-found.1", typeof(ExplorationProtocol.PrincipalComponentsFound)),
        ("explore.get-densities.1", typeof(ExplorationProtocol.GetDensities)),
        ("explore.densities-found.1", typeof(ExplorationProtocol.DensitiesFound)),
        ("explore.get-matrix.1", typeof(ExplorationProtocol.GetMatrix)),
        ("explore.matrix-found.1", typeof(ExplorationProtocol.MatrixFound)),
        ("validate.cross-validate.1", typeof(ValidationProtocol.CrossValidate)),
        ("validate.cross-validated.1", typeof(ValidationProtocol.CrossValidated)),
        ("explore.over.1", typeof(ExplorationProtocol.Over)),
        ("explore.answered-over.1", typeof(ExplorationProtocol.AnsweredOver)),

        ("life.save.1", typeof(LifeCycleProtocol.SaveProject)),
        ("life.set-frozen.1", typeof(LifeCycleProtocol.SetFrozen)),
        ("life.set-histogram.1", typeof(LifeCycleProtocol.SetHistogram)),
        ("life.unload.1", typeof(LifeCycleProtocol.UnloadProject)),
        ("life.merge.1", typeof(LifeCycleProtocol.MergeProject)),
        ("life.carried-out.1", typeof(LifeCycleProtocol.CarriedOut)),
        ("life.set-name.1", typeof(LifeCycleProtocol.SetName)),
        ("life.name-set.1", typeof(LifeCycleProtocol.NameSet)),
        ("life.export.1", typeof(LifeCycleProtocol.ExportProject)),
        ("life.exported.1", typeof(LifeCycleProtocol.ProjectExported)),
        ("life.import-cell.1", typeof(LifeCycleProtocol.ImportCell)),
        ("life.get-update-log.1", typeof(LifeCycleProtocol.GetUpdateLog)),
        ("life.update-log-found.1", typeof(LifeCycleProtocol.UpdateLogFound)),
        ("life.freeze-changed.1", typeof(LifeCycleProtocol.FreezeChanged)),
        ("life.name-changed.1", typeof(LifeCycleProtocol.NameChanged)),
        ("life.histogram-switched.1", typeof(LifeCycleProtocol.HistogramSwitched)),
        ("life.cell-imported.1", typeof(LifeCycleProtocol.CellImported)),
        ("life.calls-logged.1", typeof(LifeCycleProtocol.CallsLogged)),

        ("cell.create.1", typeof(CellProtocol.CreateCell)),
        ("cell.update-rows.1", typeof(CellProtocol.UpdateRows)),
        ("cell.rows-updated.1", typeof(CellProtocol.RowsUpdated)),
        ("cell.created.1", typeof(CellProtocol.CellCreated)),
        ("cell.batches-committed.1", typeof(CellProtocol.BatchesCommitted)),
        ("cell.snapshot.1", typeof(CellProtocol.CellSnapshot)),
        ("cell.learn-predict.1", typeof(LearnPredictProtocol.LearnPredict)),

        ("ingestion.get-plan.1", typeof(IngestionProtocol.GetIngestionPlan)),
        ("ingestion.plan-found.1", typeof(IngestionProtocol.IngestionPlanFound)),
        ("ingestion.update-sums.1", typeof(IngestionProtocol.UpdateSums)),

        ("fusion.create.1", typeof(FusionProtocol.CreateFusion)),
        ("fusion.update-cells.1", typeof(FusionProtocol.UpdateCells)),
        ("fusion.cells-updated.1", typeof(FusionProtocol.CellsUpdated)),
        ("fusion.get-cells-status.1", typeof(FusionProtocol.GetCellsStatus)),
        ("fusion.cells-status-found.1", typeof(FusionProtocol.CellsStatusFound)),
        ("fusion.created.1", typeof(FusionProtocol.FusionCreated)),
        ("fusion.cells-replaced.1", typeof(FusionProtocol.CellsReplaced)),
        ("fusion.attributes-appended.1", typeof(FusionProtocol.AttributesAppended)),
        ("fusion.snapshot.1", typeof(FusionProtocol.FusionSnapshot)),

        ("customer.create-project.1", typeof(CustomerProtocol.CreateProject)),
        ("customer.project-created.1", typeof(CustomerProtocol.ProjectCreated)),
        ("customer.delete-project.1", typeof(CustomerProtocol.DeleteProject)),
        ("customer.project-deleted.1", typeof(CustomerProtocol.ProjectDeleted)),
        ("customer.forget-project.1", typeof(CustomerProtocol.ForgetProject)),
        ("customer.rename-project.1", typeof(CustomerProtocol.RenameProject)),
        ("customer.project-renamed.1", typeof(CustomerProtocol.ProjectRenamed)),
        ("customer.import-project.1", typeof(CustomerProtocol.ImportProject)),
        ("customer.project-imported.1", typeof(CustomerProtocol.ProjectImported)),
        ("customer.get-project-infos.1", typeof(CustomerProtocol.GetProjectInfos)),
        ("customer.project-infos-found.1", typeof(CustomerProtocol.ProjectInfosFound)),
        ("customer.name-given.1", typeof(CustomerProtocol.NameGiven)),
        ("customer.name-known.1", typeof(CustomerProtocol.NameKnown)),
        ("customer.find-project.1", typeof(CustomerProtocol.FindProject)),
        ("customer.project-found.1", typeof(CustomerProtocol.ProjectFound)),
        ("customer.list-projects.1", typeof(CustomerProtocol.ListProjects)),
        ("customer.projects-listed.1", typeof(CustomerProtocol.ProjectsListed)),
        ("customer.allocate-job.1", typeof(CustomerProtocol.AllocateJob)),
        ("customer.job-allocated.1", typeof(CustomerProtocol.JobAllocated)),
        ("customer.job-ended.1", typeof(CustomerProtocol.JobEnded)),
        ("customer.list-jobs.1", typeof(CustomerProtocol.ListJobs)),
        ("customer.jobs-listed.1", typeof(CustomerProtocol.JobsListed)),
        ("customer.release-job.1", typeof(CustomerProtocol.ReleaseJob)),
        ("customer.project-registered.1", typeof(CustomerProtocol.ProjectRegistered)),
        ("customer.project-activated.1", typeof(CustomerProtocol.ProjectActivated)),
        ("customer.project-removed.1", typeof(CustomerProtocol.ProjectRemoved)),
        ("customer.project-erased.1", typeof(CustomerProtocol.ProjectErased)),
        ("customer.job-number-taken.1", typeof(CustomerProtocol.JobNumberTaken)),
        ("customer.job-released.1", typeof(CustomerProtocol.JobReleased)),
        ("customer.snapshot.1", typeof(CustomerProtocol.CustomerSnapshot)),

        ("job.start.1", typeof(JobProtocol.StartJob)),
        ("job.start-catalogue.1", typeof(JobProtocol.StartCatalogueJob)),
        ("job.started.1", typeof(JobProtocol.JobStarted)),
        ("job.get.1", typeof(JobProtocol.GetJob)),
        ("job.running.1", typeof(JobProtocol.JobRunning)),
        ("job.finished.1", typeof(JobProtocol.JobFinished)),
        ("job.describe.1", typeof(JobProtocol.DescribeJob)),
        ("job.described.1", typeof(JobProtocol.JobDescribed)),
        ("job.cancel.1", typeof(JobProtocol.CancelJob)),
        ("job.cancelled.1", typeof(JobProtocol.JobCancelled)),
        ("job.not-cancellable.1", typeof(JobProtocol.JobNotCancellable)),
        ("job.wake.1", typeof(JobProtocol.WakeJob)),
        ("job.opened.1", typeof(JobProtocol.JobOpened)),
        ("job.closed.1", typeof(JobProtocol.JobClosed)),
        ("job.await.1", typeof(JobProtocol.AwaitJob)),

        ("work.do.1", typeof(WorkProtocol.DoWork)),
        ("work.cancel.1", typeof(WorkProtocol.CancelWork)),
        ("work.do-catalogue.1", typeof(WorkProtocol.DoCatalogueWork)),
        ("work.cancel-catalogue.1", typeof(WorkProtocol.CancelCatalogueWork)),
        ("work.advanced.1", typeof(WorkProtocol.WorkAdvanced)),

        ("parcel.get-pieces.1", typeof(ParcelProtocol.GetPieces)),
        ("parcel.piece.1", typeof(ParcelProtocol.Piece)),
        ("parcel.gone.1", typeof(ParcelProtocol.ParcelGone)),
        ("parcel.collected.1", typeof(ParcelProtocol.ParcelCollected)),
        ("parcel.parcel.1", typeof(ParcelProtocol.Parcel)),

        ("membership.get-store.1", typeof(MembershipProtocol.GetStore)),
        ("membership.store-found.1", typeof(MembershipProtocol.StoreFound)),

        ("number.take.1", typeof(JobNumberProtocol.TakeNumbers)),
        ("number.taken.1", typeof(JobNumberProtocol.NumbersTaken)),
        ("number.given.1", typeof(JobNumberProtocol.NumbersGiven)),

        ("inspection.list-entities.1", typeof(InspectionProtocol.ListEntities)),
        ("inspection.entities-listed.1", typeof(InspectionProtocol.EntitiesListed)),
        ("inspection.describe-project.1", typeof(InspectionProtocol.DescribeProject)),
        ("inspection.project-described.1", typeof(InspectionProtocol.ProjectDescribed)),
    ];

    private static readonly FrozenDictionary<string, Type> Types = Table.ToFrozenDictionary(entry => entry.Manifest, entry => entry.Type);
    private static readonly FrozenDictionary<Type, string> Names = Table.ToFrozenDictionary(entry => entry.Type, entry => entry.Manifest);

    /// <summary>Every message type that may travel.</summary>
    public static IEnumerable<Type> MessageTypes => Names.Keys;

    /// <summary>The manifest of a message.</summary>
    /// <exception cref="ArgumentException">The type is not in the table: it was never meant to travel.</exception>
    public static string Of(Type type) => Names.TryGetValue(type, out string? manifest)
        ? manifest
        : throw new ArgumentException($"{type} has no manifest and can't be sent or stored", nameof(type));

    /// <summary>The type a manifest stands for.</summary>
    /// <exception cref="System.Runtime.Serialization.SerializationException">The manifest is unknown: written by a later version, or damaged.</exception>
    public static Type TypeOf(string manifest) => Types.TryGetValue(manifest, out Type? type)
        ? type
        : throw new System.Runtime.Serialization.SerializationException($"Manifest [{manifest}] is not known to this version");
}
