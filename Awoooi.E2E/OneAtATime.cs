// One browser and one app at a time: two on this machine would only measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
