// Stand-in for @tensorflow/tfjs-node, which danfojs-node needs only for DataFrame arithmetic (in float32)
// and which downloads a native library on install. Display tables need neither: every use but `instanceof` throws.
class Tensor {}
module.exports = new Proxy(
  { Tensor },
  {
    get(target, name) {
      if (name in target || typeof name === "symbol" || name === "__esModule" || name === "default")
        return target[name];
      throw new Error(
        `danfojs: DataFrame arithmetic ("${String(name)}") is left out here, it computes in float32. Compute in src and show the result.`,
      );
    },
  },
);
