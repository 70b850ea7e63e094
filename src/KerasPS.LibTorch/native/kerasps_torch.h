// The C interface between KerasPS.LibTorch (C#) and libtorch.
//
// One function calls every ATen operator: kps_call marshals its arguments onto the dispatcher's boxed stack. A tensor
// handle is a c10::TensorImpl* that owns one reference. Functions that can fail return 0 on success and another
// number on failure; kps_last_error() then has the message of the calling thread's last failure.
#pragma once
#include <cstdint>

#if defined(_WIN32)
#define KPS_API extern "C" __declspec(dllexport)
#else
#define KPS_API extern "C" __attribute__((visibility("default")))
#endif

enum kps_kind : int32_t {
  KPS_NONE = 0,
  KPS_TENSOR = 1,       // pointer: tensor handle, borrowed as an argument, owned as a result
  KPS_INT = 2,          // integer
  KPS_DOUBLE = 3,       // real
  KPS_BOOL = 4,         // integer: 0 or 1
  KPS_INT_LIST = 5,     // pointer: int64_t[count]
  KPS_TENSOR_LIST = 6,  // pointer: tensor handles[count]; as a result, released with kps_free
  KPS_DOUBLE_LIST = 7,  // pointer: double[count]
  KPS_STRING = 8,       // pointer: UTF-8 of count bytes
  KPS_DEVICE = 9,       // integer: device type; count: index, or -1 for the current one
  KPS_GENERATOR = 10,   // pointer: generator handle
  KPS_DEFAULT = 11,     // the operator's own default
};

struct kps_value {
  int32_t kind;
  int32_t count;
  union {
    int64_t integer;
    double real;
    void* pointer;
  };
};

struct kps_tensor_info {
  const int64_t* sizes;
  const int64_t* strides;
  void* data;
  int64_t numel;
  int32_t dimensions;
  int32_t dtype;
  int32_t device_type;
  int32_t device_index;
  int32_t requires_grad;
  int32_t is_leaf;
  int32_t is_contiguous;
};

KPS_API const char* kps_last_error();
KPS_API const char* kps_version();
KPS_API void kps_free(void* memory);

KPS_API void* kps_find_operator(const char* name, const char* overload);
KPS_API int32_t kps_call(void* op, const kps_value* arguments, int32_t count, kps_value* results, int32_t capacity, int32_t* result_count);

// TorchScript: the functions of a source, compiled; they live as long as the process. Null on failure.
KPS_API void* kps_compile(const char* source);
// Several results where the function returns a tuple.
KPS_API int32_t kps_invoke(void* unit, const char* function, const kps_value* arguments, int32_t count, kps_value* results, int32_t capacity, int32_t* result_count);

KPS_API void kps_release(void* tensor);
KPS_API int32_t kps_info(void* tensor, kps_tensor_info* info);
KPS_API int32_t kps_from_blob(void* data, const int64_t* sizes, int32_t dimensions, int32_t dtype, void (*free_data)(void*), void* context, void** tensor);

KPS_API int32_t kps_set_requires_grad(void* tensor, int32_t value);
KPS_API int32_t kps_grad(void* tensor, void** grad);
KPS_API int32_t kps_set_grad(void* tensor, void* grad);
KPS_API int32_t kps_backward(void* tensor, void* grad, int32_t retain_graph, int32_t create_graph);
// From now on the gradient that reaches the tensor has the strides of the tensor.
KPS_API int32_t kps_match_gradient(void* tensor);
KPS_API int32_t kps_grad_enabled();
KPS_API void kps_set_grad_enabled(int32_t enabled);

KPS_API int32_t kps_generator_new(int64_t seed, int32_t device_type, int32_t device_index, void** generator);
KPS_API void kps_generator_free(void* generator);
KPS_API int32_t kps_generator_seed(void* generator, int64_t seed);
KPS_API int32_t kps_generator_state(void* generator, void** tensor);
KPS_API int32_t kps_generator_set_state(void* generator, void* tensor);
KPS_API int32_t kps_manual_seed(int64_t seed);

KPS_API int32_t kps_threads();
KPS_API int32_t kps_set_threads(int32_t count);
KPS_API int32_t kps_allow_tf32(int32_t* allowed);
KPS_API int32_t kps_set_allow_tf32(int32_t allowed);
KPS_API int32_t kps_cuda_count();
KPS_API int32_t kps_synchronize(int32_t device_index);
