// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/control/controlmessage.h"

#include <string>
#include <vector>

namespace coffret {

/// The environment for a command, in which some values are only named: coffret://ACCOUNT/PATH/FIELD, where %XX stands
/// for a character, and an empty FIELD for the main value. Values stay in guarded memory until the kernel has copied
/// them.
class ChildEnvironment
{
public:
    /// From what this process was given ("NAME=value", null at the end).
    explicit ChildEnvironment(const char *const *inherited);

    /// A .env file, whose names come before what was inherited. StorageFault, TooLarge, or InvalidInput, with the
    /// number of the first line that cannot be read as detail.
    [[nodiscard]] Expected<void> addFile(const QString &path);

    /// What has to be asked for. InvalidInput, naming the variable, for a reference that is none.
    [[nodiscard]] Expected<std::vector<ControlRequest::Wanted>> wanted() const;
    /// In the order of wanted(). InvalidInput for a value with a null in it, which no environment can hold.
    [[nodiscard]] Expected<void> fill(std::vector<SecretBuffer> values);

    /// Replaces this process. Comes back, with errno, only when that cannot be done.
    void run(char *const command[]) const;

private:
    struct Variable
    {
        std::string name;
        SecretBuffer text; ///< "NAME=value" and a null
        bool isReference = false;
    };
    void set(std::string_view name, std::string_view value);

    std::vector<Variable> m_variables;
};

} // namespace coffret
