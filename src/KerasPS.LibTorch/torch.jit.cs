using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static class jit
    {
        /// <summary>Compiles TorchScript functions.</summary>
        /// <param name="script">Python source with nothing but functions.</param>
        public static CompilationUnit compile(string script)
        {
            IntPtr unit = NativeMethods.kps_compile(script);
            return unit != IntPtr.Zero ? new CompilationUnit(unit) : throw new LibTorchException($"Compiling TorchScript failed: {NativeMethods.LastError()}");
        }

        /// <summary>Compiled TorchScript functions; they live as long as the process.</summary>
        public sealed class CompilationUnit
        {
            private readonly IntPtr handle;
            private readonly Dictionary<string, ScriptFunction> functions = [];

            internal CompilationUnit(IntPtr handle) => this.handle = handle;

            /// <summary>Calls a function that returns a tensor, or a tuple of two or three.</summary>
            public object invoke(string name, params object[] objs)
            {
                ScriptFunction function;
                lock (functions)
                {
                    if (!functions.TryGetValue(name, out function!))
                        functions[name] = function = new ScriptFunction(handle, name);
                }

                Tensor[] results = function.CallMany(Array.ConvertAll(objs, ArgumentOf));
                return results switch
                {
                    [Tensor one] => one,
                    [Tensor first, Tensor second] => (first, second),
                    [Tensor first, Tensor second, Tensor third] => (first, second, third),
                    _ => throw new NotSupportedException($"The TorchScript function '{name}' returns {results.Length} tensors."),
                };
            }

            /// <inheritdoc cref="invoke(string, object[])"/>
            public TResult invoke<TResult>(string name, params object[] inputs) => (TResult)invoke(name, inputs);

            private static Argument ArgumentOf(object value) => value switch
            {
                Tensor tensor => tensor,
                Tensor[] tensors => tensors,
                bool flag => flag,
                int number => (long)number,
                long number => number,
                double number => number,
                _ => throw new NotSupportedException($"TorchScript takes no {value.GetType().Name}."),
            };
        }
    }
}
