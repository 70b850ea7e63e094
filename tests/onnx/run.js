// Runs ONNX files in ONNX Runtime for OnnxRuntime.cs: node run.js <folder with onnxruntime-node> <runs.json> <results, a line each>
const fs = require('fs');
const [packages, runsFile, resultsFile] = process.argv.slice(2);
const ort = require(require.resolve('onnxruntime-node', { paths: [packages] }));
const arrays = { float32: Float32Array, bool: Uint8Array };

async function run({ model, inputs }) {
  const session = await ort.InferenceSession.create(model, { logSeverityLevel: 3 });
  try {
    const feeds = {};
    for (const { name, type, shape, values } of inputs)
      feeds[name] = new ort.Tensor(type, arrays[type].from(values, (value) => (value === null ? NaN : Number(value))), shape);
    const results = await session.run(feeds);
    return {
      outputs: session.outputNames.map((name) => ({
        name,
        shape: results[name].dims,
        values: Array.from(results[name].data, (value) => (Number.isFinite(Number(value)) ? Number(value) : String(value))),
      })),
    };
  } finally {
    await session.release();
  }
}

async function main() {
  for (const one of JSON.parse(fs.readFileSync(runsFile))) {
    let result;
    try {
      result = await run(one);
    } catch (error) {
      result = { error: String(error) };
    }
    fs.appendFileSync(resultsFile, JSON.stringify(result) + '\n');
  }
}

main();
