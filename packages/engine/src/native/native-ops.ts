import type { OpTable } from "../engine.ts";
import type { NativeBinding, NativeHandle } from "./binding.ts";
import { opCodes as code } from "./op-codes.ts";

/** The op table over the compiled kernels: each op becomes one queued command of plain numbers. */
export function createNativeOps(binding: NativeBinding, engine: NativeHandle): OpTable {
  const { submit } = binding;
  return {
    zero: (o) => {
      submit(engine, code.zero, o.x, o.length);
    },
    add: (o) => {
      submit(engine, code.add, o.a, o.b, o.out, o.length);
    },
    axpy: (o) => {
      submit(engine, code.axpy, o.x, o.y, o.alpha, o.length);
    },
    lerp: (o) => {
      submit(engine, code.lerp, o.x, o.y, o.weight, o.length);
    },
    linear: (o) => {
      submit(engine, code.linear, o.x, o.w, o.out, o.rows, o.inputs, o.outputs, Number(o.accumulate));
    },
    linearInputGrad: (o) => {
      submit(
        engine,
        code.linearInputGrad,
        o.gradOut,
        o.w,
        o.gradX,
        o.rows,
        o.inputs,
        o.outputs,
        Number(o.accumulate),
      );
    },
    linearWeightGrad: (o) => {
      submit(engine, code.linearWeightGrad, o.gradOut, o.x, o.gradW, o.rows, o.inputs, o.outputs);
    },
    addBias: (o) => {
      submit(engine, code.addBias, o.x, o.bias, o.rows, o.columns);
    },
    biasGrad: (o) => {
      submit(engine, code.biasGrad, o.gradOut, o.gradBias, o.rows, o.columns);
    },
    rmsNorm: (o) => {
      submit(engine, code.rmsNorm, o.x, o.gain, o.out, o.inverseRms, o.rows, o.columns, o.epsilon);
    },
    addRmsNorm: (o) => {
      const { x, residual, sum, gain, out, inverseRms, rows, columns, epsilon } = o;
      submit(engine, code.addRmsNorm, x, residual, sum, gain, out, inverseRms, rows, columns, epsilon);
    },
    rmsNormGrad: (o) => {
      const { x, gain, inverseRms, gradOut, gradX, gradGain, rows, columns } = o;
      submit(
        engine,
        code.rmsNormGrad,
        x,
        gain,
        inverseRms,
        gradOut,
        gradX,
        gradGain,
        rows,
        columns,
        Number(o.accumulate),
      );
    },
    rope: (o) => {
      const { x, positions, cosines, sines, rows, rowStride, heads, headSize } = o;
      submit(
        engine,
        code.rope,
        x,
        positions,
        cosines,
        sines,
        rows,
        rowStride,
        heads,
        headSize,
        Number(o.inverse),
      );
    },
    attention: (o) => {
      const { qkv, offsets, out, logSumExp, sequences, rows, heads, kvHeads, headSize, scale } = o;
      submit(
        engine,
        code.attention,
        qkv,
        offsets,
        out,
        logSumExp,
        sequences,
        rows,
        heads,
        kvHeads,
        headSize,
        scale,
      );
    },
    attentionGrad: (o) => {
      const {
        qkv,
        offsets,
        out,
        logSumExp,
        gradOut,
        gradQkv,
        sequences,
        rows,
        heads,
        kvHeads,
        headSize,
        scale,
      } = o;
      const tensors = [qkv, offsets, out, logSumExp, gradOut, gradQkv] as const;
      submit(engine, code.attentionGrad, ...tensors, sequences, rows, heads, kvHeads, headSize, scale);
    },
    swiglu: (o) => {
      submit(engine, code.swiglu, o.x, o.out, o.rows, o.columns);
    },
    swigluGrad: (o) => {
      submit(engine, code.swigluGrad, o.x, o.gradOut, o.gradX, o.rows, o.columns);
    },
    embedding: (o) => {
      submit(engine, code.embedding, o.ids, o.table, o.out, o.rows, o.columns);
    },
    embeddingGrad: (o) => {
      submit(engine, code.embeddingGrad, o.ids, o.gradOut, o.gradTable, o.rows, o.columns, o.vocabulary);
    },
    gatherRows: (o) => {
      submit(engine, code.gatherRows, o.x, o.indices, o.out, o.count, o.columns);
    },
    gatherRowsGrad: (o) => {
      submit(engine, code.gatherRowsGrad, o.gradOut, o.indices, o.gradX, o.count, o.columns);
    },
    linearLogprob: (o) => {
      const { x, w, targets, logprob, entropy, rows, inputs, vocabulary, temperature } = o;
      submit(
        engine,
        code.linearLogprob,
        x,
        w,
        targets,
        logprob,
        entropy,
        rows,
        inputs,
        vocabulary,
        temperature,
      );
    },
    linearLogprobGrad: (o) => {
      const tensors = [
        o.x,
        o.w,
        o.targets,
        o.entropy,
        o.gradLogprob,
        o.gradEntropy ?? -1,
        o.gradX,
        o.gradW,
      ] as const;
      submit(engine, code.linearLogprobGrad, ...tensors, o.rows, o.inputs, o.vocabulary, o.temperature);
    },
    sumOfSquares: (o) => {
      submit(engine, code.sumOfSquares, o.x, o.length, o.out, o.index);
    },
    countNonFinite: (o) => {
      submit(engine, code.countNonFinite, o.x, o.length, o.out, o.index);
    },
    adamw: (o) => {
      const tensors = [o.parameter, o.gradient, o.first, o.second] as const;
      const rates = [o.learningRate, o.beta1, o.beta2, o.epsilon, o.weightDecay, o.gradientScale] as const;
      submit(engine, code.adamw, ...tensors, o.length, ...rates, o.step);
    },
    kvWrite: (o) => {
      const { qkv, sourceRows, slots, positions, count, keys, values } = o;
      const tensors = [qkv, sourceRows, slots, positions, count, keys, values] as const;
      submit(engine, code.kvWrite, ...tensors, o.heads, o.kvHeads, o.headSize, o.capacity, o.scale);
    },
    decodeAttention: (o) => {
      const tensors = [o.qkv, o.slots, o.positions, o.keys, o.values, o.out] as const;
      submit(
        engine,
        code.decodeAttention,
        ...tensors,
        o.rows,
        o.heads,
        o.kvHeads,
        o.headSize,
        o.capacity,
        o.scale,
      );
    },
    sample: (o) => {
      const rules = [o.rows, o.vocabulary, o.temperature, o.topK, o.topP, o.minP] as const;
      submit(
        engine,
        code.sample,
        o.logits,
        ...rules,
        o.seeds,
        o.positions,
        o.banned ?? -1,
        o.tokens,
        o.logprobs,
      );
    },
  };
}
