using KerasPS.Layers;
using static TorchSharp.torch;

namespace KerasPS.Saving.PyTorchLayout;

/// <summary>MultiHeadAttention as PyTorch's, where that has such: heads that together have as many features as the query and the output, and no gate.</summary>
internal static class AttentionModule
{
    private static readonly string[] Projections = ["query", "key", "value"];

    public static void Fill(PyTorchModule module, MultiHeadAttention layer)
    {
        Dictionary<string, Variable> variables = layer.PathsWithin().ToDictionary(part => part.Path, part => part.Variable);
        Variable[] kernels = Array.ConvertAll(Projections, name => variables[$"{name}/kernel"]);
        Variable output = variables["attention_output/kernel"];
        long features = kernels[0].Shape[0];
        bool isPyTorchs = !layer.UseGate
            && kernels[0].Shape.Count == 3
            && output.Shape.Count == 3
            && output.Shape[^1] == features
            && kernels.All(kernel => kernel.Shape[1] * kernel.Shape[2] == features);
        if (!isPyTorchs)
            return;
        if (kernels.All(kernel => kernel.Shape[0] == features))
        {
            module.Add("in_proj_weight", () => cat(Array.ConvertAll(kernels, kernel => Rows(kernel.Value.detach()))));
            for (int i = 0; i < kernels.Length; i++)
                AddPart(module, kernels[i], "in_proj_weight", i, part => part.t());
        }
        else
        {
            for (int i = 0; i < kernels.Length; i++)
            {
                long[] shape = kernels[i].Shape.ToArray();
                module.Add($"{Projections[i][0]}_proj_weight", kernels[i], Rows, values => values.t().reshape(shape));
            }
        }

        if (layer.UseBias)
        {
            Variable[] biases = Array.ConvertAll(Projections, name => variables[$"{name}/bias"]);
            module.Add("in_proj_bias", () => cat(Array.ConvertAll(biases, bias => bias.Value.detach().reshape(-1))));
            for (int i = 0; i < biases.Length; i++)
                AddPart(module, biases[i], "in_proj_bias", i, part => part);
        }

        module.Add("out_proj.weight", output, values => values.reshape(-1, features).t(), values => values.t().reshape(output.Shape.ToArray()));
        if (layer.UseBias)
            module.Add("out_proj.bias", variables["attention_output/bias"]);
    }

    private static void AddPart(PyTorchModule module, Variable variable, string array, int index, Func<Tensor, Tensor> turn) =>
        module.Add(variable, [array], given => turn(given[0].chunk(3, 0)[index]).reshape(variable.Shape.ToArray()));

    private static Tensor Rows(Tensor kernel) => kernel.reshape(kernel.size(0), -1).t();
}
