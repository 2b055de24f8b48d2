// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/textmarks.h"

#include <QSyntaxHighlighter>
#include <QTextCharFormat>
#include <QTextDocument>

#include <algorithm>

namespace coffret {

class TextMarks::Highlighter final : public QSyntaxHighlighter
{
public:
    Highlighter(QTextDocument *text, const TextMarks &marks) : QSyntaxHighlighter(text), m_marks(&marks) {}

protected:
    void highlightBlock(const QString &text) override
    {
        if (!m_marks)
            return;
        QTextCharFormat format;
        format.setFontWeight(QFont::Bold);
        format.setFontUnderline(true);
        format.setForeground(m_marks->color());
        const int from = currentBlock().position();
        const QList<int> marks = m_marks->marks();
        for (qsizetype i = 0; i + 1 < marks.size(); i += 2) {
            const int start = std::max(marks[i] - from, 0);
            const int end = std::min(marks[i] + marks[i + 1] - from, static_cast<int>(text.size()));
            if (start < end)
                setFormat(start, end - start, format);
        }
    }

private:
    QPointer<const TextMarks> m_marks;
};

TextMarks::TextMarks(QObject *parent) : QObject(parent) {}

void TextMarks::setDocument(QQuickTextDocument *document)
{
    if (m_document == document)
        return;
    delete m_highlighter;
    m_document = document;
    renew();
}

void TextMarks::setMarks(const QList<int> &marks)
{
    if (m_marks == marks)
        return;
    m_marks = marks;
    renew();
}

void TextMarks::setColor(const QColor &color)
{
    if (m_color == color)
        return;
    m_color = color;
    renew();
}

/// Most texts are never marked, and do without.
void TextMarks::renew()
{
    if (m_document && !m_highlighter && !m_marks.isEmpty())
        m_highlighter = new Highlighter(m_document->textDocument(), *this);
    if (m_highlighter)
        m_highlighter->rehighlight();
    Q_EMIT changed();
}

} // namespace coffret
