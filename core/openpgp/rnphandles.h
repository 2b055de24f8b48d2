// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rnp/rnp.h>
#include <rnp/rnp_err.h>

#include <QString>

#include <memory>
#include <string_view>
#include <type_traits>

namespace coffret {

template <auto Destroy>
struct RnpDeleter
{
    template <typename T>
    void operator()(T *object) const
    {
        Destroy(object);
    }
};
template <typename Handle, auto Destroy>
using RnpHandle = std::unique_ptr<std::remove_pointer_t<Handle>, RnpDeleter<Destroy>>;
using RnpFfi = RnpHandle<rnp_ffi_t, rnp_ffi_destroy>;
using RnpInput = RnpHandle<rnp_input_t, rnp_input_destroy>;
using RnpOutput = RnpHandle<rnp_output_t, rnp_output_destroy>;
using RnpKey = RnpHandle<rnp_key_handle_t, rnp_key_handle_destroy>;
using RnpVerification = RnpHandle<rnp_op_verify_t, rnp_op_verify_destroy>;
using RnpIdentifiers = RnpHandle<rnp_identifier_iterator_t, rnp_identifier_iterator_destroy>;

/// bytes must outlive it.
[[nodiscard]] inline RnpInput rnpInput(std::string_view bytes)
{
    rnp_input_t input = nullptr;
    rnp_input_from_memory(&input, reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size(), false);
    return RnpInput(input);
}

[[nodiscard]] inline QString takeRnpString(char *text)
{
    const QString copy = QString::fromUtf8(text);
    rnp_buffer_destroy(text);
    return copy;
}

[[nodiscard]] inline RnpKey findRnpKey(rnp_ffi_t ffi, const QString &fingerprint)
{
    rnp_key_handle_t key = nullptr;
    rnp_locate_key(ffi, "fingerprint", fingerprint.toLatin1().constData(), &key);
    return RnpKey(key);
}

/// One of librnp's yes-or-no questions about a key; false when it cannot say.
template <typename Query>
[[nodiscard]] bool askRnp(Query query, rnp_key_handle_t key)
{
    bool answer = false;
    return query(key, &answer) == RNP_SUCCESS && answer;
}

} // namespace coffret
