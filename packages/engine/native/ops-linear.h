// Matrix products with weights.
#pragma once

#include "gemm.h"

namespace {

void linear(guru::Context& context, const double* a) {
  const int64_t rows = static_cast<int64_t>(a[3]), inputs = static_cast<int64_t>(a[4]), outputs = static_cast<int64_t>(a[5]);
  const float* panels = weightPanels(context, a[1], guru::Layout::kForward, outputs, inputs);
  guru::touch(context, a[2]);
  multiplyParallel(context, rows, outputs, inputs, guru::floats(context, a[0]), panels, guru::floats(context, a[2]), a[6] != 0);
}

void linearInputGrad(guru::Context& context, const double* a) {
  const int64_t rows = static_cast<int64_t>(a[3]), inputs = static_cast<int64_t>(a[4]), outputs = static_cast<int64_t>(a[5]);
  const float* panels = weightPanels(context, a[1], guru::Layout::kBackward, outputs, inputs);
  guru::touch(context, a[2]);
  multiplyParallel(context, rows, inputs, outputs, guru::floats(context, a[0]), panels, guru::floats(context, a[2]), a[6] != 0);
}

void linearWeightGrad(guru::Context& context, const double* a) {
  const int64_t rows = static_cast<int64_t>(a[3]), inputs = static_cast<int64_t>(a[4]), outputs = static_cast<int64_t>(a[5]);
  guru::touch(context, a[2]);
  float* panels = guru::opScratch(context, static_cast<size_t>(panelFloats(rows, inputs)));
  weightGradient(context, rows, outputs, inputs, guru::floats(context, a[0]), guru::floats(context, a[1]), panels,
                 guru::floats(context, a[2]));
}

}  // namespace
