using Fusion.Node.Cli;

return await FusionCommand.InvokeAsync(args);
