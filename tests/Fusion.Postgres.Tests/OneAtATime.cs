[assembly: CollectionBehavior(DisableTestParallelization = true)] // each test runs up to three processes
