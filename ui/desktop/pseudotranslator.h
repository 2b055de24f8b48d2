// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace coffret {

/// Stands for languages nobody speaks, to see what a translation would do to the interface. Accented: every text
/// longer, with accents, between brackets. RightToLeft: every word turned round, and the layout with it. Texts of Qt
/// stay as they are. Lives no longer than the English one, whose plural forms it takes. Main thread.
class PseudoTranslator : public QTranslator
{
    Q_OBJECT
public:
    enum class Kind { Accented, RightToLeft };
    PseudoTranslator(Kind kind, const QTranslator &english, QObject *parent = nullptr);
    [[nodiscard]] QString translate(const char *context, const char *sourceText, const char *disambiguation,
                                    int n) const override;
    [[nodiscard]] bool isEmpty() const override { return false; }

private:
    Kind m_kind;
    const QTranslator &m_english;
};

} // namespace coffret
