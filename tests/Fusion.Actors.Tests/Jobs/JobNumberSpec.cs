using Akka.Actor;
using Akka.Hosting;
using Akka.TestKit;
using Fusion.Actors.Customers;
using Fusion.Actors.Hosting;
using Fusion.Actors.Jobs;
using Fusion.Actors.Projects;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Regions;
using static Fusion.Contracts.Protocols.CustomerProtocol;
using static Fusion.Contracts.Protocols.JobNumberProtocol;

namespace Fusion.Actors.Tests.Jobs;

/// <summary>Job numbers are given once in the life of a cluster.</summary>
public sealed class JobNumberSpec : ActorSpec
{
    private static readonly CustomerId Other = CustomerId.Parse("c2");

    [Fact]
    public async Task Two_customers_never_get_the_same_number()
    {
        IActorRef one = Start(Customer), other = Start(Other);

        List<long> numbers = [];
        for (int i = 0; i < 70; i++)
        {
            numbers.Add((await Ask<JobAllocated>(one, new AllocateJob(Customer, AttemptId.New()))).JobId.Number);
            numbers.Add((await Ask<JobAllocated>(other, new AllocateJob(Other, AttemptId.New()))).JobId.Number);
        }

        Assert.Equal(140, numbers.Distinct().Count());
        Assert.All(numbers, number => Assert.True(number > 0));
    }

    [Fact]
    public async Task Attempts_that_wait_for_numbers_together_get_one_each_and_a_repeated_one_the_same()
    {
        IActorRef customer = Start(Customer);
        AllocateJob repeated = new(Customer, AttemptId.New());

        JobAllocated[] allocated = await Task.WhenAll(
            ((AllocateJob[])[repeated, new(Customer, AttemptId.New()), repeated]).Select(command => Ask<JobAllocated>(customer, command)));

        Assert.Equal(allocated[0].JobId, allocated[2].JobId);
        Assert.NotEqual(allocated[0].JobId, allocated[1].JobId);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task A_block_is_never_given_again_also_after_a_restart(int snapshotEvery)
    {
        Services = ServicesWith(new ActorsOptions { ConnectionString = "unused", SnapshotEvery = snapshotEvery });
        IActorRef numbers = StartNumbers();
        NumbersTaken first = await Ask<NumbersTaken>(numbers, new TakeNumbers(Customer, 0));
        await StopAsync(numbers);

        NumbersTaken second = await Ask<NumbersTaken>(StartNumbers(), new TakeNumbers(Customer, 0));

        Assert.Equal(first.First + first.Count, second.First);
    }

    [Fact]
    public async Task Numbers_from_when_each_customer_counted_its_own_are_not_given_to_it_again()
    {
        IActorRef numbers = StartNumbers();

        NumbersTaken taken = await Ask<NumbersTaken>(numbers, new TakeNumbers(Customer, 1_000));

        Assert.Equal(1_001, taken.First);
        Assert.Equal(taken.First + taken.Count, (await Ask<NumbersTaken>(numbers, new TakeNumbers(Other, 0))).First);
    }

    [Fact]
    public void A_question_for_numbers_that_is_lost_is_asked_again()
    {
        TestProbe numbers = CreateTestProbe(), caller = CreateTestProbe();
        ActorRegistry.For(Sys).Register<JobNumberRegion>(numbers, overwrite: true);
        IActorRef customer = Start(Customer);

        customer.Tell(new AllocateJob(Customer, AttemptId.New()), caller);
        numbers.ExpectMsg<TakeNumbers>(Patience);
        Assert.Equal(new TakeNumbers(Customer, 0), numbers.ExpectMsg<TakeNumbers>(Patience));
        numbers.Reply(new NumbersTaken(65, 2));
        numbers.Reply(new NumbersTaken(129, 2));

        Assert.Equal(65, caller.ExpectMsg<JobAllocated>(Patience).JobId.Number);
        customer.Tell(new AllocateJob(Customer, AttemptId.New()), caller);
        Assert.Equal(66, caller.ExpectMsg<JobAllocated>(Patience).JobId.Number);
    }

    private IActorRef Start(CustomerId id)
    {
        ActorServices services = Services;
        return Sys.ActorOf(Props.Create(() => new CustomerActor(id, services)));
    }

    private IActorRef StartNumbers()
    {
        ActorServices services = Services;
        return Sys.ActorOf(Props.Create(() => new JobNumberActor(services)));
    }
}
