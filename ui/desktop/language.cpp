// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/language.h"

#include "ui/desktop/pseudotranslator.h"

#include <QCoreApplication>

namespace coffret {

namespace {

const QString Folder = QStringLiteral(":/i18n");

} // namespace

std::vector<Language::Known> Language::all()
{
    return {{QStringLiteral("en"), QStringLiteral("English")}, {QStringLiteral("de"), QStringLiteral("Deutsch")},
            {QStringLiteral("es"), QStringLiteral("Español")}, {QStringLiteral("fr"), QStringLiteral("Français")},
            {QStringLiteral("ja"), QStringLiteral("日本語")},  {QStringLiteral("pl"), QStringLiteral("Polski")}};
}

Language::Language(const QString &code)
{
    if (m_english.load(QStringLiteral("coffret_en"), Folder))
        QCoreApplication::installTranslator(&m_english);
    if (code == QLatin1String("en-XA") || code == QLatin1String("ar-XB")) {
        m_chosen = std::make_unique<PseudoTranslator>(code.startsWith(QLatin1String("ar"))
                                                          ? PseudoTranslator::Kind::RightToLeft
                                                          : PseudoTranslator::Kind::Accented,
                                                      m_english);
        QCoreApplication::installTranslator(m_chosen.get());
        return;
    }
    if (!code.isEmpty())
        QLocale::setDefault(QLocale(code));
    m_chosen = std::make_unique<QTranslator>();
    if (m_chosen->load(QLocale(), QStringLiteral("coffret"), QStringLiteral("_"), Folder))
        QCoreApplication::installTranslator(m_chosen.get());
}

Language::~Language()
{
    QCoreApplication::removeTranslator(m_chosen.get());
    QCoreApplication::removeTranslator(&m_english);
    QLocale::setDefault(m_before);
}

} // namespace coffret
