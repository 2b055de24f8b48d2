// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QTranslator>

#include <memory>
#include <vector>

namespace coffret {

/// The language of the interface: installed as long as this lives. A code is a language ("de", "pt_BR"), "en-XA" or
/// "ar-XB" for the pseudo languages, or empty for the desktop's. What nobody translated is English. Main thread.
class Language
{
public:
    /// One that the interface speaks.
    struct Known
    {
        QString code;
        QString name; ///< in that language
    };
    [[nodiscard]] static std::vector<Known> all();

    explicit Language(const QString &code = {});
    ~Language();
    Language(const Language &) = delete;
    Language &operator=(const Language &) = delete;

private:
    QTranslator m_english; ///< the texts in the code are English, but for how many of a thing there are
    std::unique_ptr<QTranslator> m_chosen;
    QLocale m_before; ///< of dates and numbers
};

} // namespace coffret
