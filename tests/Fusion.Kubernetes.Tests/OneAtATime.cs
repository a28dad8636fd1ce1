[assembly: CollectionBehavior(DisableTestParallelization = true)] // one test runs three processes
