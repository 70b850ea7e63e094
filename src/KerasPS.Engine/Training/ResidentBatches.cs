using KerasPS.Data;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>Batches of data that is on the device completely.</summary>
internal sealed class ResidentBatches(ModelData data, DataArray? weights, Device device) : IBatchMaker
{
    private readonly DeviceArray[] inputs = data.Inputs.Select(input => new DeviceArray(input, device)).ToArray();
    private readonly DeviceArray?[] targets = data.Targets.Select(target => target is null ? null : new DeviceArray(target, device)).ToArray();
    private readonly DeviceArray? weights = weights is null ? null : new DeviceArray(weights, device);

    public Device OrderDevice => device;

    public Batch Make(int first, int count, Tensor? order)
    {
        Tensor? chosen = order?.narrow(0, first, count);
        return new Batch(Array.ConvertAll(inputs, Part), Array.ConvertAll(targets, t => t is null ? null : Part(t)), weights is null ? null : Part(weights), count);

        Tensor Part(DeviceArray all) => chosen is null ? all.Range(first, count) : all.Select(chosen);
    }

    public void Dispose()
    {
        foreach (DeviceArray? array in inputs.Concat(targets).Append(weights))
            array?.Dispose();
    }
}
