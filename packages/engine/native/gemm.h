// The matrix kernel: tiles of TILE_ROWS × PANEL in registers, B packed in panels of PANEL columns, the depth in blocks.
#pragma once

#include "runtime.h"
#include "vector.h"

namespace {

constexpr int PANEL = 2 * LANES;
// As many rows as leave registers for two vectors of B and one of A: 14·2 of 32 zmm, 6·2 of 16 ymm.
constexpr int TILE_ROWS = LANES == 16 ? 14 : 6;
// A multiple of both tile heights; this many rows of A stay in the second-level cache.
constexpr int64_t ROW_CHUNK = 126;
// A panel block of B (DEPTH_BLOCK · PANEL floats) stays in the first-level cache.
constexpr int64_t DEPTH_BLOCK = 256;

/** c[ROWS, PANEL] (+)= Σ_d a[row·rowStride + d·depthStride] · b[d·PANEL + column] */
template <int ROWS>
void tile(int64_t depth, const float* __restrict a, int64_t rowStride, int64_t depthStride, const float* __restrict b,
          float* __restrict c, int64_t cStride, bool accumulate) {
  Vector sum[ROWS][2];
#pragma GCC unroll 16
  for (int i = 0; i < ROWS; i++) sum[i][0] = sum[i][1] = Vector{};
  for (int64_t d = 0; d < depth; d++) {
    const Vector b0 = load(b), b1 = load(b + LANES);
    b += PANEL;
#pragma GCC unroll 16
    for (int i = 0; i < ROWS; i++) {
      const Vector x = splat(a[i * rowStride]);
      sum[i][0] += x * b0;
      sum[i][1] += x * b1;
    }
    a += depthStride;
  }
#pragma GCC unroll 16
  for (int i = 0; i < ROWS; i++) {
    float* row = c + i * cStride;
    if (accumulate) {
      sum[i][0] += load(row);
      sum[i][1] += load(row + LANES);
    }
    store(row, sum[i][0]);
    store(row + LANES, sum[i][1]);
  }
}

using TileFunction = void (*)(int64_t, const float*, int64_t, int64_t, const float*, float*, int64_t, bool);

constexpr TileFunction tiles[TILE_ROWS + 1] = {nullptr,  tile<1>,  tile<2>,  tile<3>,  tile<4>,  tile<5>,  tile<6>,
#if LANES == 16
                                               tile<7>,  tile<8>,  tile<9>,  tile<10>, tile<11>, tile<12>, tile<13>,
                                               tile<14>
#endif
};

/** One tile whose last columns may lie outside the matrix. */
GURU_INLINE void edgeTile(int64_t rows, int64_t columns, int64_t depth, const float* a, int64_t rowStride,
                          int64_t depthStride, const float* b, float* c, int64_t cStride, bool accumulate) {
  if (columns == PANEL) {
    tiles[rows](depth, a, rowStride, depthStride, b, c, cStride, accumulate);
    return;
  }
  float whole[TILE_ROWS * PANEL];
  tiles[rows](depth, a, rowStride, depthStride, b, whole, PANEL, false);
  for (int64_t i = 0; i < rows; i++)
    for (int64_t j = 0; j < columns; j++)
      c[i * cStride + j] = accumulate ? c[i * cStride + j] + whole[i * PANEL + j] : whole[i * PANEL + j];
}

/** A of a product: element (row, d) is at data[row·rowStride + d·depthStride]. */
struct Left {
  const float* data;
  int64_t rowStride, depthStride;
};

/** c[rows, columns] (+)= left · panels. `panels` holds ⌈columns/PANEL⌉ panels of [panelDepth, PANEL]. */
void multiply(int64_t rows, int64_t columns, int64_t depth, Left left, const float* panels, int64_t panelDepth, float* c,
              int64_t cStride, bool accumulate) {
  for (int64_t d = 0; d < depth || d == 0; d += DEPTH_BLOCK) {
    const int64_t block = least(DEPTH_BLOCK, depth - d);
    const bool add = accumulate || d > 0;
    for (int64_t j = 0; j < columns; j += PANEL) {
      const float* b = panels + (j / PANEL) * panelDepth * PANEL + d * PANEL;
      for (int64_t i = 0; i < rows; i += TILE_ROWS)
        edgeTile(least(TILE_ROWS, rows - i), least(PANEL, columns - j), block,
                 left.data + i * left.rowStride + d * left.depthStride, left.rowStride, left.depthStride, b,
                 c + i * cStride + j, cStride, add);
    }
  }
}

/** Packs b[depth, columns] (row stride `stride`) into one panel of width PANEL from column `first` on, zero-padded. */
GURU_INLINE void packPanel(const float* b, int64_t stride, int64_t depth, int64_t columns, int64_t first, float* panel) {
  const int64_t width = least(PANEL, columns - first);
  if (width == PANEL) {
    for (int64_t d = 0; d < depth; d++) {
      store(panel + d * PANEL, load(b + d * stride + first));
      store(panel + d * PANEL + LANES, load(b + d * stride + first + LANES));
    }
    return;
  }
  for (int64_t d = 0; d < depth; d++)
    for (int64_t j = 0; j < PANEL; j++) panel[d * PANEL + j] = j < width ? b[d * stride + first + j] : 0.0f;
}

/** Packs the transpose of b[columns, depth] (row stride `stride`) into one panel from row `first` of b on. */
GURU_INLINE void packPanelTransposed(const float* b, int64_t stride, int64_t depth, int64_t columns, int64_t first,
                                     float* panel) {
  const int64_t width = least(PANEL, columns - first);
  for (int64_t j = 0; j < PANEL; j++) {
    if (j < width) {
      const float* source = b + (first + j) * stride;
      for (int64_t d = 0; d < depth; d++) panel[d * PANEL + j] = source[d];
    } else {
      for (int64_t d = 0; d < depth; d++) panel[d * PANEL + j] = 0.0f;
    }
  }
}

GURU_INLINE void packAll(const float* b, int64_t stride, int64_t depth, int64_t columns, float* panels) {
  for (int64_t j = 0; j < columns; j += PANEL) packPanel(b, stride, depth, columns, j, panels + (j / PANEL) * depth * PANEL);
}
GURU_INLINE void packAllTransposed(const float* b, int64_t stride, int64_t depth, int64_t columns, float* panels) {
  for (int64_t j = 0; j < columns; j += PANEL)
    packPanelTransposed(b, stride, depth, columns, j, panels + (j / PANEL) * depth * PANEL);
}

GURU_INLINE int64_t panelFloats(int64_t depth, int64_t columns) { return ceilDiv(columns, PANEL) * depth * PANEL; }

/** parallelFor with a lambda (task, worker). */
template <typename Body>
void forEach(guru::Context& context, int64_t tasks, Body body) {
  guru::parallelFor(
      context, tasks, [](void* state, int64_t task, int worker) { (*static_cast<Body*>(state))(task, worker); }, &body);
}

/** The panels of a weight w[outputs, inputs]: for x·wᵀ forward, for gradient·w backward. Packed again after a change. */
const float* weightPanels(guru::Context& context, double handle, guru::Layout layout, int64_t outputs, int64_t inputs) {
  const bool forward = layout == guru::Layout::kForward;
  const int64_t depth = forward ? inputs : outputs, columns = forward ? outputs : inputs;
  const guru::PackedWeight packed =
      guru::packedWeight(context, handle, layout, static_cast<size_t>(panelFloats(depth, columns)));
  if (packed.fresh) return packed.data;
  const float* w = guru::floats(context, handle);
  forEach(context, ceilDiv(columns, PANEL), [&](int64_t panel, int) {
    float* target = packed.data + panel * depth * PANEL;
    if (forward)
      packPanelTransposed(w, inputs, depth, columns, panel * PANEL, target);
    else
      packPanel(w, inputs, depth, columns, panel * PANEL, target);
  });
  return packed.data;
}

/** The parallel product c[rows, columns] (+)= a[rows, depth] · panels: tasks are a chunk of rows by two panels. */
void multiplyParallel(guru::Context& context, int64_t rows, int64_t columns, int64_t depth, const float* a, const float* panels,
                      float* c, bool accumulate) {
  const int64_t width = 2 * PANEL, chunks = ceilDiv(rows, ROW_CHUNK), groups = ceilDiv(columns, width);
  forEach(context, chunks * groups, [&](int64_t task, int) {
    const int64_t row = task / groups * ROW_CHUNK, column = task % groups * width;
    multiply(least(ROW_CHUNK, rows - row), least(width, columns - column), depth, Left{a + row * depth, depth, 1},
             panels + column * depth, depth, c + row * columns + column, columns, accumulate);
  });
}

// Rows of the weight gradient that one task computes; a multiple of the tile height, about three cache lines wide.
constexpr int64_t STRIP = LANES == 16 ? 56 : 48;

/**
 * Packs `width` columns of gradient rows into tiles of [depth, TILE_ROWS], so that a tile reads them in sequence.
 * `readable` columns may be read from each row; `packed` has room for LANES floats beyond the last tile.
 */
GURU_INLINE void packStrip(const float* gradient, int64_t stride, int64_t depth, int64_t width, int64_t readable, float* packed) {
  for (int64_t i = 0; i < width; i += TILE_ROWS, packed += depth * TILE_ROWS) {
    const float* source = gradient + i;
    if (i + LANES <= readable) {
      // Whole vectors: what one writes beyond its TILE_ROWS values, the next overwrites.
      for (int64_t d = 0; d < depth; d++) store(packed + d * TILE_ROWS, load(source + d * stride));
      continue;
    }
    const int64_t height = least(TILE_ROWS, width - i);
    for (int64_t d = 0; d < depth; d++)
      for (int64_t k = 0; k < height; k++) packed[d * TILE_ROWS + k] = source[d * stride + k];
  }
}

/** gradW[outputs, inputs] += gradOut[rows, outputs]ᵀ · x[rows, inputs], each element summed over the rows in order. */
void weightGradient(guru::Context& context, int64_t rows, int64_t outputs, int64_t inputs, const float* gradOut, const float* x,
                    float* gradW) {
  const int64_t strips = ceilDiv(outputs, STRIP);
  const int64_t width = (strips < 8 ? 4 : 8) * PANEL, groups = ceilDiv(inputs, width);
  forEach(context, strips * groups, [&](int64_t task, int worker) {
    const int64_t first = task / groups * STRIP, height = least(STRIP, outputs - first);
    const int64_t column = task % groups * width, columns = least(width, inputs - column);
    float* strip = guru::workerScratch(context, worker, static_cast<size_t>(DEPTH_BLOCK * (STRIP + TILE_ROWS + PANEL)));
    float* panel = strip + DEPTH_BLOCK * (STRIP + TILE_ROWS);
    for (int64_t d = 0; d < rows; d += DEPTH_BLOCK) {
      const int64_t depth = least(DEPTH_BLOCK, rows - d);
      packStrip(gradOut + d * outputs + first, outputs, depth, height, outputs - first, strip);
      for (int64_t j = 0; j < columns; j += PANEL) {
        packPanel(x + d * inputs + column, inputs, depth, columns, j, panel);
        for (int64_t i = 0; i < height; i += TILE_ROWS)
          edgeTile(least(TILE_ROWS, height - i), least(PANEL, columns - j), depth, strip + i * depth, 1, TILE_ROWS, panel,
                   gradW + (first + i) * inputs + column + j, inputs, true);
      }
    }
  });
}

}  // namespace
