#include "kerasps_torch.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/cuda.h>
#include <torch/jit.h>
#include <torch/version.h>

#include <cstdlib>
#include <exception>
#include <mutex>
#include <string>

namespace {

thread_local std::string last_error;

// Runs the body and turns every C++ exception into a status, so that none crosses the language border.
template <typename Body>
int32_t guarded(Body body) {
  try {
    body();
    return 0;
  } catch (const c10::Error& error) {
    last_error = error.what_without_backtrace();
  } catch (const std::exception& error) {
    last_error = error.what();
  } catch (...) {
    last_error = "an unknown C++ exception";
  }
  return 1;
}

// A tensor over a handle without touching the count of references: it must not outlive the handle's owner.
class Borrowed {
 public:
  explicit Borrowed(void* handle)
      : tensor_(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(
            static_cast<c10::TensorImpl*>(handle))) {}
  ~Borrowed() { tensor_.unsafeReleaseTensorImpl(); }
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;
  at::Tensor& operator*() { return tensor_; }
  at::Tensor* operator->() { return &tensor_; }

 private:
  at::Tensor tensor_;
};

at::Tensor share(void* handle) {
  return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(
      static_cast<c10::TensorImpl*>(handle)));
}

void* release(at::Tensor tensor) {
  return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

c10::IValue to_ivalue(const kps_value& value, const c10::FunctionSchema& schema, size_t position) {
  switch (value.kind) {
    case KPS_NONE:
      return c10::IValue();
    case KPS_TENSOR:
      return share(value.pointer);
    case KPS_INT:
      return value.integer;
    case KPS_DOUBLE:
      return value.real;
    case KPS_BOOL:
      return value.integer != 0;
    case KPS_INT_LIST: {
      auto* items = static_cast<const int64_t*>(value.pointer);
      c10::List<int64_t> list;
      list.reserve(value.count);
      for (int32_t i = 0; i < value.count; i++) list.push_back(items[i]);
      return list;
    }
    case KPS_DOUBLE_LIST: {
      auto* items = static_cast<const double*>(value.pointer);
      c10::List<double> list;
      list.reserve(value.count);
      for (int32_t i = 0; i < value.count; i++) list.push_back(items[i]);
      return list;
    }
    case KPS_TENSOR_LIST: {
      auto* items = static_cast<void* const*>(value.pointer);
      c10::List<at::Tensor> list;
      list.reserve(value.count);
      for (int32_t i = 0; i < value.count; i++) list.push_back(share(items[i]));
      return list;
    }
    case KPS_STRING:
      return std::string(static_cast<const char*>(value.pointer), value.count);
    case KPS_DEVICE:
      return c10::Device(static_cast<c10::DeviceType>(value.integer), static_cast<c10::DeviceIndex>(value.count));
    case KPS_GENERATOR:
      return *static_cast<at::Generator*>(value.pointer);
    case KPS_DEFAULT: {
      const auto& argument = schema.arguments().at(position);
      TORCH_CHECK(argument.default_value().has_value(), "argument '", argument.name(), "' has no default");
      return *argument.default_value();
    }
    default:
      TORCH_CHECK(false, "unknown kind of argument ", value.kind);
  }
}

void from_ivalue(c10::IValue value, kps_value& result) {
  result.count = 0;
  result.integer = 0;
  if (value.isTensor()) {
    result.kind = KPS_TENSOR;
    result.pointer = release(std::move(value).toTensor());
  } else if (value.isInt()) {
    result.kind = KPS_INT;
    result.integer = value.toInt();
  } else if (value.isDouble()) {
    result.kind = KPS_DOUBLE;
    result.real = value.toDouble();
  } else if (value.isBool()) {
    result.kind = KPS_BOOL;
    result.integer = value.toBool();
  } else if (value.isTensorList()) {
    auto list = value.toTensorList();
    auto* items = static_cast<void**>(std::malloc(sizeof(void*) * (list.size() + 1)));
    TORCH_CHECK(items != nullptr, "out of memory");
    for (size_t i = 0; i < list.size(); i++) items[i] = release(list.get(i));
    result.kind = KPS_TENSOR_LIST;
    result.count = static_cast<int32_t>(list.size());
    result.pointer = items;
  } else if (value.isNone()) {
    result.kind = KPS_NONE;
  } else {
    TORCH_CHECK(false, "results of kind ", value.tagKind(), " are not supported");
  }
}

}  // namespace

const char* kps_last_error() { return last_error.c_str(); }

const char* kps_version() { return TORCH_VERSION; }

void kps_free(void* memory) { std::free(memory); }

void* kps_find_operator(const char* name, const char* overload) {
  void* found = nullptr;
  guarded([&] {
    auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
    TORCH_CHECK(handle.has_value(), "this libtorch has no operator ", name, ".", overload);
    found = new c10::OperatorHandle(*handle);  // lives as long as the process
  });
  return found;
}

int32_t kps_call(void* op, const kps_value* arguments, int32_t count, kps_value* results, int32_t capacity, int32_t* result_count) {
  return guarded([&] {
    const auto& handle = *static_cast<c10::OperatorHandle*>(op);
    const auto& schema = handle.schema();
    const size_t wanted = schema.arguments().size();
    TORCH_CHECK(static_cast<size_t>(count) <= wanted, "at most ", wanted, " arguments, not ", count);
    torch::jit::Stack stack;
    stack.reserve(wanted);
    static const kps_value use_default{KPS_DEFAULT, 0, {0}};
    for (size_t i = 0; i < wanted; i++)
      stack.push_back(to_ivalue(i < static_cast<size_t>(count) ? arguments[i] : use_default, schema, i));
    handle.callBoxed(&stack);
    TORCH_CHECK(stack.size() <= static_cast<size_t>(capacity), "more results than expected");
    *result_count = static_cast<int32_t>(stack.size());
    for (size_t i = 0; i < stack.size(); i++) from_ivalue(std::move(stack[i]), results[i]);
  });
}

void* kps_compile(const char* source) {
  void* unit = nullptr;
  guarded([&] { unit = new std::shared_ptr<torch::jit::CompilationUnit>(torch::jit::compile(source)); });
  return unit;
}

int32_t kps_invoke(void* unit, const char* function, const kps_value* arguments, int32_t count, kps_value* results, int32_t capacity, int32_t* result_count) {
  return guarded([&] {
    auto& found = (*static_cast<std::shared_ptr<torch::jit::CompilationUnit>*>(unit))->get_function(function);
    torch::jit::Stack stack;
    for (int32_t i = 0; i < count; i++) stack.push_back(to_ivalue(arguments[i], found.getSchema(), i));
    c10::IValue result = found(std::move(stack));
    std::vector<c10::IValue> items{result};
    if (result.isTuple()) items = result.toTuple()->elements().vec();
    TORCH_CHECK(items.size() <= static_cast<size_t>(capacity), "more results than expected");
    *result_count = static_cast<int32_t>(items.size());
    for (size_t i = 0; i < items.size(); i++) from_ivalue(std::move(items[i]), results[i]);
  });
}

void kps_release(void* tensor) {
  c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(static_cast<c10::TensorImpl*>(tensor));
}

int32_t kps_info(void* tensor, kps_tensor_info* info) {
  return guarded([&] {
    Borrowed borrowed(tensor);
    info->sizes = borrowed->sizes().data();
    info->strides = borrowed->strides().data();
    info->data = borrowed->data_ptr();
    info->numel = borrowed->numel();
    info->dimensions = static_cast<int32_t>(borrowed->dim());
    info->dtype = static_cast<int32_t>(borrowed->scalar_type());
    info->device_type = static_cast<int32_t>(borrowed->device().type());
    info->device_index = borrowed->device().index();
    info->requires_grad = borrowed->requires_grad();
    info->is_leaf = borrowed->is_leaf();
    info->is_contiguous = borrowed->is_contiguous();
  });
}

int32_t kps_from_blob(void* data, const int64_t* sizes, int32_t dimensions, int32_t dtype, void (*free_data)(void*), void* context, void** tensor) {
  return guarded([&] {
    *tensor = release(at::from_blob(
        data,
        at::IntArrayRef(sizes, dimensions),
        [free_data, context](void*) { free_data(context); },
        at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype))));
  });
}

int32_t kps_set_requires_grad(void* tensor, int32_t value) {
  return guarded([&] { Borrowed(tensor)->set_requires_grad(value != 0); });
}

int32_t kps_grad(void* tensor, void** grad) {
  return guarded([&] { *grad = release(Borrowed(tensor)->grad()); });
}

int32_t kps_set_grad(void* tensor, void* grad) {
  return guarded([&] { Borrowed(tensor)->mutable_grad() = grad ? share(grad) : at::Tensor(); });
}

int32_t kps_backward(void* tensor, void* grad, int32_t retain_graph, int32_t create_graph) {
  return guarded([&] {
    std::vector<at::Tensor> gradients;
    if (grad) gradients.push_back(share(grad));
    torch::autograd::backward({share(tensor)}, gradients, retain_graph != 0, create_graph != 0);
  });
}

int32_t kps_match_gradient(void* tensor) {
  return guarded([&] {
    at::Tensor value = share(tensor);
    if (!value.requires_grad()) return;
    value.register_hook([sizes = value.sizes().vec(), strides = value.strides().vec()](at::Tensor gradient) {
      return gradient.strides().equals(strides) ? gradient : at::empty_strided(sizes, strides, gradient.options()).copy_(gradient);
    });
  });
}

int32_t kps_grad_enabled() { return at::GradMode::is_enabled(); }

void kps_set_grad_enabled(int32_t enabled) { at::GradMode::set_enabled(enabled != 0); }

int32_t kps_generator_new(int64_t seed, int32_t device_type, int32_t device_index, void** generator) {
  return guarded([&] {
    auto device = c10::Device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index));
    at::Generator made = device.is_cpu()
        ? at::make_generator<at::CPUGeneratorImpl>(static_cast<uint64_t>(seed))
        : at::globalContext().defaultGenerator(device).clone();
    made.set_current_seed(static_cast<uint64_t>(seed));
    *generator = new at::Generator(std::move(made));
  });
}

void kps_generator_free(void* generator) { delete static_cast<at::Generator*>(generator); }

int32_t kps_generator_seed(void* generator, int64_t seed) {
  return guarded([&] {
    auto& target = *static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(target.mutex());
    target.set_current_seed(static_cast<uint64_t>(seed));
  });
}

int32_t kps_generator_state(void* generator, void** tensor) {
  return guarded([&] {
    auto& source = *static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(source.mutex());
    *tensor = release(source.get_state());
  });
}

int32_t kps_generator_set_state(void* generator, void* tensor) {
  return guarded([&] {
    auto& target = *static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(target.mutex());
    target.set_state(share(tensor));
  });
}

int32_t kps_manual_seed(int64_t seed) {
  return guarded([&] { at::manual_seed(static_cast<uint64_t>(seed)); });
}

int32_t kps_threads() { return at::get_num_threads(); }

int32_t kps_set_threads(int32_t count) {
  return guarded([&] { at::set_num_threads(count); });
}

int32_t kps_allow_tf32(int32_t* allowed) {
  return guarded([&] { *allowed = at::globalContext().allowTF32CuBLAS(); });
}

// Libtorch 2.9 has finer settings beside this one, and refuses to compute where the two disagree; this one sets both.
int32_t kps_set_allow_tf32(int32_t allowed) {
  return guarded([&] { at::globalContext().setAllowTF32CuBLAS(allowed != 0); });
}

int32_t kps_cuda_count() {
  int32_t devices = 0;
  guarded([&] { devices = static_cast<int32_t>(torch::cuda::device_count()); });
  return devices;
}

int32_t kps_synchronize(int32_t device_index) {
  return guarded([&] { torch::cuda::synchronize(device_index); });
}
