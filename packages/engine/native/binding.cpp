// The Node-API face of the engine. JavaScript sees integer handles; bulk data crosses only in write and read.
#define NAPI_VERSION 8
#include <node_api.h>

#include <cstdlib>
#include <cstring>
#include <string>

#include "engine.h"

namespace {

using guru::Command;
using guru::CommandKind;
using guru::Engine;
using guru::ReadResult;

struct PendingRead {
  napi_deferred deferred;
  bool integers;
};

struct Handle {
  Engine* engine = nullptr;
  napi_threadsafe_function deliver = nullptr;
  int64_t reads = 0;
  // The JavaScript object and the read queue outlive each other in either order; the last one frees this.
  int owners = 2;
};

void disown(Handle* handle) {
  if (--handle->owners == 0) delete handle;
}

void throwError(napi_env env, const char* message) { napi_throw_error(env, "engine_failed", message); }

double number(napi_env env, napi_value value) {
  double result = 0;
  napi_get_value_double(env, value, &result);
  return result;
}

Handle* handleOf(napi_env env, napi_value value) {
  void* data = nullptr;
  if (napi_get_value_external(env, value, &data) != napi_ok || !static_cast<Handle*>(data)->engine) {
    throwError(env, "the engine was disposed");
    return nullptr;
  }
  return static_cast<Handle*>(data);
}

/** Runs on the JavaScript thread: settles the promise of one read. */
void settleRead(napi_env env, napi_value, void* context, void* data) {
  ReadResult* result = static_cast<ReadResult*>(data);
  PendingRead* pending = static_cast<PendingRead*>(result->request);
  Handle* handle = static_cast<Handle*>(context);
  if (env) {
    if (--handle->reads == 0 && handle->deliver) napi_unref_threadsafe_function(env, handle->deliver);
    napi_value value;
    if (result->error.empty()) {
      void* memory = nullptr;
      napi_value buffer;
      napi_create_arraybuffer(env, result->bytes, &memory, &buffer);
      memcpy(memory, result->data, result->bytes);
      napi_create_typedarray(env, pending->integers ? napi_int32_array : napi_float32_array, result->bytes / 4, buffer, 0, &value);
      napi_resolve_deferred(env, pending->deferred, value);
    } else {
      napi_value message;
      napi_create_string_utf8(env, result->error.c_str(), result->error.size(), &message);
      napi_create_error(env, nullptr, message, &value);
      napi_reject_deferred(env, pending->deferred, value);
    }
  }
  free(result->data);
  delete result;
  delete pending;
}

void shutDown(Handle* handle) {
  if (!handle->engine) return;
  handle->engine->stop();
  delete handle->engine;
  handle->engine = nullptr;
  const napi_threadsafe_function deliver = handle->deliver;
  handle->deliver = nullptr;
  napi_release_threadsafe_function(deliver, napi_tsfn_release);
}

void cleanUp(void* data) { shutDown(static_cast<Handle*>(data)); }

void finalize(napi_env env, void* data, void*) {
  napi_remove_env_cleanup_hook(env, cleanUp, data);
  shutDown(static_cast<Handle*>(data));
  disown(static_cast<Handle*>(data));
}

/** After the last read was settled. */
void forget(napi_env, void* data, void*) { disown(static_cast<Handle*>(data)); }

/** create(threads, kernels): an engine with its own thread, or null where the processor has no such kernels. */
napi_value create(napi_env env, napi_callback_info info) {
  size_t count = 2;
  napi_value arguments[2];
  napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
  char name[32] = "";
  size_t length = 0;
  napi_get_value_string_utf8(env, arguments[1], name, sizeof name, &length);
  const guru::KernelSet* kernels = guru::findKernels(name);
  napi_value result;
  if (!kernels) {
    napi_get_null(env, &result);
    return result;
  }
  Handle* handle = new Handle;
  napi_value resource;
  napi_create_string_utf8(env, "guru.read", NAPI_AUTO_LENGTH, &resource);
  napi_create_threadsafe_function(env, nullptr, nullptr, resource, 0, 1, handle, forget, handle, settleRead, &handle->deliver);
  napi_unref_threadsafe_function(env, handle->deliver);
  napi_threadsafe_function deliver = handle->deliver;
  handle->engine = new Engine(*kernels, static_cast<int>(number(env, arguments[0])), [deliver](ReadResult result) {
    napi_call_threadsafe_function(deliver, new ReadResult(std::move(result)), napi_tsfn_nonblocking);
  });
  napi_add_env_cleanup_hook(env, cleanUp, handle);
  napi_create_external(env, handle, finalize, nullptr, &result);
  return result;
}

/** submit(engine, op, …numbers) */
napi_value submit(napi_env env, napi_callback_info info) {
  size_t count = guru::kMaxArguments + 2;
  napi_value arguments[guru::kMaxArguments + 2];
  napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
  Handle* handle = handleOf(env, arguments[0]);
  if (!handle) return nullptr;
  Command command;
  command.kind = CommandKind::kOp;
  command.op = static_cast<int>(number(env, arguments[1]));
  if (command.op < 0 || command.op >= guru::kOpCount) {
    throwError(env, "no such op");
    return nullptr;
  }
  for (size_t i = 2; i < count; i++) command.arguments[i - 2] = number(env, arguments[i]);
  handle->engine->submit(command);
  return nullptr;
}

/** allocate(engine, buffer, bytes, zeroed) */
napi_value allocate(napi_env env, napi_callback_info info) {
  size_t count = 4;
  napi_value arguments[4];
  napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
  Handle* handle = handleOf(env, arguments[0]);
  if (!handle) return nullptr;
  Command command{CommandKind::kAllocate, 0, {number(env, arguments[1]), number(env, arguments[3])}, nullptr, 0};
  command.bytes = static_cast<size_t>(number(env, arguments[2]));
  handle->engine->submit(command);
  return nullptr;
}

/** release(engine, buffer) */
napi_value release(napi_env env, napi_callback_info info) {
  size_t count = 2;
  napi_value arguments[2];
  napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
  Handle* handle = handleOf(env, arguments[0]);
  if (!handle) return nullptr;
  handle->engine->submit(Command{CommandKind::kRelease, 0, {number(env, arguments[1])}, nullptr, 0});
  return nullptr;
}

/** write(engine, buffer, offsetBytes, typedArray) */
napi_value write(napi_env env, napi_callback_info info) {
  size_t count = 4;
  napi_value arguments[4];
  napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
  Handle* handle = handleOf(env, arguments[0]);
  if (!handle) return nullptr;
  napi_typedarray_type type;
  size_t length = 0;
  void* data = nullptr;
  if (napi_get_typedarray_info(env, arguments[3], &type, &length, &data, nullptr, nullptr) != napi_ok ||
      (type != napi_float32_array && type != napi_int32_array)) {
    throwError(env, "write takes a Float32Array or an Int32Array");
    return nullptr;
  }
  Command command{CommandKind::kWrite, 0, {number(env, arguments[1]), number(env, arguments[2])}, malloc(length * 4 + 1), length * 4};
  if (!command.payload) {
    throwError(env, "out of memory");
    return nullptr;
  }
  memcpy(command.payload, data, command.bytes);
  handle->engine->submit(command);
  return nullptr;
}

/** read(engine, buffer, bytes, integers): a promise of the contents after all that was queued before. */
napi_value read(napi_env env, napi_callback_info info) {
  size_t count = 4;
  napi_value arguments[4];
  napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
  Handle* handle = handleOf(env, arguments[0]);
  if (!handle) return nullptr;
  PendingRead* pending = new PendingRead{nullptr, number(env, arguments[3]) != 0};
  napi_value promise;
  napi_create_promise(env, &pending->deferred, &promise);
  if (handle->reads++ == 0) napi_ref_threadsafe_function(env, handle->deliver);
  Command command{CommandKind::kRead, 0, {number(env, arguments[1])}, pending, 0};
  command.bytes = static_cast<size_t>(number(env, arguments[2]));
  handle->engine->submit(command);
  return promise;
}

/** dispose(engine): ends its thread; what is queued is dropped. */
napi_value dispose(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value arguments[1];
  napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
  Handle* handle = handleOf(env, arguments[0]);
  if (handle) shutDown(handle);
  return nullptr;
}

/** kernels(): the names of the usable kernel sets, best first, separated by spaces. */
napi_value kernels(napi_env env, napi_callback_info) {
  std::string names;
  for (const std::string& name : guru::usableKernels()) names += names.empty() ? name : " " + name;
  napi_value result;
  napi_create_string_utf8(env, names.c_str(), names.size(), &result);
  return result;
}

napi_value initialise(napi_env env, napi_value exports) {
  const struct {
    const char* name;
    napi_callback callback;
  } functions[] = {{"create", create}, {"submit", submit},   {"allocate", allocate}, {"release", release},
                   {"write", write},   {"read", read},       {"dispose", dispose},   {"kernels", kernels}};
  for (const auto& entry : functions) {
    napi_value function;
    napi_create_function(env, entry.name, NAPI_AUTO_LENGTH, entry.callback, nullptr, &function);
    napi_set_named_property(env, exports, entry.name, function);
  }
  return exports;
}

}  // namespace

NAPI_MODULE(guru_engine, initialise)
