import type * as tfjs from "@tensorflow/tfjs-core";

/** The part of TensorFlow.js that the engine uses; both the plain package and tfjs-node-gpu have it. */
export type Tfjs = typeof tfjs;
